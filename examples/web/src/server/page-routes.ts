import { readFileSync } from "node:fs";
import { join } from "node:path";
import express, { Router } from "express";
import { nameSerializer, type SerializerName } from "../serializer-name.js";

/** Makes the routes of the built page and its files. The page is told which serializer the server uses. */
export function createPageRoutes(parts: {
  /** Where Vite put them. */
  readonly clientDir: string;
  readonly serializer: SerializerName;
}): Router {
  const { clientDir, serializer } = parts;
  const page = nameSerializer(readFileSync(join(clientDir, "index.html"), "utf8"), serializer);
  const routes = Router();
  routes.get(["/", "/index.html"], (_request, response) => {
    // It names files that the next build replaces, so browsers have to ask each time.
    response.set("Cache-Control", "no-cache").type("html").send(page);
  });
  routes.use(express.static(clientDir, { index: false }));
  return routes;
}
