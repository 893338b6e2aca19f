# Images of what this repository runs:
#   docker build -t volley-server .                     the reference server, the last stage
#   docker build -t volley-duel --target duel .         the example game, whose processes are frontends or backends
ARG NODE=24-alpine

FROM node:${NODE} AS packages
ENV CI=true
WORKDIR /src
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml tsconfig.base.json ./
# The pnpm that package.json pins.
RUN npm install --global "$(node -p 'require("./package.json").packageManager.split("+")[0]')"
COPY packages packages

FROM packages AS server-build
RUN --mount=type=cache,id=pnpm,target=/store \
  pnpm install --store-dir=/store --frozen-lockfile --filter=volley --filter=@volley/reference-server...
RUN pnpm --filter=@volley/reference-server... run build
# Injected: copies of the packages as they would be published, and nothing that only their development needs.
RUN --mount=type=cache,id=pnpm,target=/store \
  pnpm --filter=@volley/reference-server --prod deploy --store-dir=/store --config.inject-workspace-packages=true /out

FROM packages AS duel-build
COPY examples examples
RUN --mount=type=cache,id=pnpm,target=/store \
  pnpm install --store-dir=/store --frozen-lockfile --filter=volley --filter=@volley/example-web...
RUN pnpm --filter=@volley/example-web... run build
RUN --mount=type=cache,id=pnpm,target=/store \
  pnpm --filter=@volley/example-web --prod deploy --store-dir=/store --config.inject-workspace-packages=true /out \
  && rm -rf /out/src /out/dist && cp -R examples/web/dist /out/dist

FROM node:${NODE} AS duel
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=duel-build /out ./
# The node of the base image, by number: Kubernetes can't tell from a name whether it is root.
USER 1000:1000
EXPOSE 3000
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "dist/server/main.js"]

FROM node:${NODE} AS server
ENV NODE_ENV=production PORT=3000 VOLLEY_METRICS_PORT=9090 VOLLEY_METRICS_HOST=0.0.0.0
WORKDIR /app
COPY --from=server-build /out ./
USER 1000:1000
EXPOSE 3000 9090
STOPSIGNAL SIGTERM
# It asks what Kubernetes would: whether the process answers. Redis has no part in it.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.VOLLEY_METRICS_PORT}/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/volley-server.js"]
