# The program with the official Temporal package: worker, command line and embedded server in one image.
#   docker build -t snowflake-deploy .
#   docker run snowflake-deploy --help
# Build arguments: TEMPORAL_SDK=managed builds with src/Temporal.Sdk where the feed does not have the package Temporalio.
ARG DOTNET=10.0

FROM mcr.microsoft.com/dotnet/sdk:${DOTNET} AS build
ARG TEMPORAL_SDK=official
WORKDIR /source
COPY *.props BannedSymbols.txt .editorconfig global.json ./
COPY src src
COPY workflows workflows
RUN dotnet publish src/Migration.Cli -c Release -o /app --use-current-runtime --self-contained false -p:PublishReadyToRun=true -p:TemporalSdk=${TEMPORAL_SDK}

# With ASP.NET Core, for the embedded server; glibc, for the native part of the official package.
FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET}
COPY --from=build /app /app
RUN mkdir -p /var/lib/snowflake-deploy /etc/snowflake-deploy && chown "${APP_UID}" /var/lib/snowflake-deploy
# The collector's youngest generation grows with the processor's cache, to hundreds of MB on a large one; 16 MB (hexadecimal) are enough.
ENV DOTNET_GCgen0size=0x1000000 \
    SNOWFLAKE_DEPLOY_HOME=/var/lib/snowflake-deploy \
    SNOWFLAKE_DEPLOY_CONFIG=/etc/snowflake-deploy/snowflake-deploy.yaml \
    SNOWFLAKE_DEPLOY_SCRIPT=snowflake-deploy
VOLUME /var/lib/snowflake-deploy
USER ${APP_UID}
WORKDIR /var/lib/snowflake-deploy
# Whether Temporal answers to this configuration; a worker that ended has ended its container.
HEALTHCHECK --interval=30s --timeout=15s --start-period=30s --retries=3 \
    CMD ["dotnet", "/app/snowflake-deploy.dll", "migrate", "list", "--limit", "1"]
ENTRYPOINT ["dotnet", "/app/snowflake-deploy.dll"]
CMD ["worker", "run"]
