#!/usr/bin/env node
// There before the build is, for whoever links commands at install.
import "../dist/bin.js";
