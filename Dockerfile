# Presstime in a container. Mount the articles at /news/articles and the publication at /news/public. See docs/elsewhere.md.
FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY src src
COPY handlers handlers
RUN npm run build
RUN npm prune --omit=dev --ignore-scripts

FROM node:24-slim
COPY --from=build /build/package.json /presstime/package.json
COPY --from=build /build/node_modules /presstime/node_modules
COPY --from=build /build/dist /presstime/dist
WORKDIR /news
USER node
ENTRYPOINT ["node", "/presstime/dist/cli/bin.js"]
CMD ["publish", "--from", "articles", "--to", "public"]
