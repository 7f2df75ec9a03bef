# The workbench and its notebooks in JupyterLab:
#
#   docker build --tag sandglass .
#   docker run --rm --publish 8888:8888 sandglass              # prints an address with its token
#   docker run --rm sandglass .devcontainer/steps check        # executes a notebook
#
# Binder builds this file as it is; the dev container builds its first stage. Not run where it was written: docker build. Run there:
# the steps "build" and "check", in a clean clone with an empty home.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS tools
ARG NB_USER=jovyan
ARG NB_UID=1000
ENV NB_UID=${NB_UID} \
    HOME=/home/${NB_USER} \
    PATH=/opt/jupyter/bin:${PATH} \
    DOTNET_CLI_TELEMETRY_OPTOUT=1 \
    DOTNET_NOLOGO=1
COPY .devcontainer/steps /opt/sandglass/.devcontainer/steps
RUN /opt/sandglass/.devcontainer/steps tools ${NB_USER} ${NB_UID}
USER ${NB_UID}
WORKDIR ${HOME}

# The clone with its history, since a run records the revision that it was built from; images, studies and packages make
# all but downloads of whole datasets work offline.
FROM tools AS workbench
COPY --chown=${NB_UID} . sandglass
WORKDIR ${HOME}/sandglass
# What was downloaded is there twice more, packed; without that the packages are 1.6 GB. bin folders link to them.
RUN .devcontainer/steps build \
 && dotnet nuget locals http-cache --clear \
 && find ~/.nuget/packages -name '*.nupkg' -delete
ENV PATH=${HOME}/sandglass/lib/Workbench/bin/Debug/net10.0:${PATH}
EXPOSE 8888
CMD ["jupyter", "lab", "--ip=0.0.0.0", "--port=8888", "--no-browser"]
