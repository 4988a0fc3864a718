using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Storage;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Rpc;

internal sealed class NamespaceRpcs(ServerState state)
{
    public void Map(GrpcServiceMap map) => map
        .Add<DescribeNamespaceRequest, DescribeNamespaceResponse>(
            Services.Workflow, "DescribeNamespace", (request, _) => Task.FromResult(state.Namespaces.Describe(request.Namespace, request.Id)))
        .Add<ListNamespacesRequest, ListNamespacesResponse>(
            Services.Workflow, "ListNamespaces", (_, _) => Task.FromResult(new ListNamespacesResponse { Namespaces = { state.Namespaces.All } }))
        .Add<RegisterNamespaceRequest, RegisterNamespaceResponse>(Services.Workflow, "RegisterNamespace", (request, _) => RegisterAsync(request));

    private async Task<RegisterNamespaceResponse> RegisterAsync(RegisterNamespaceRequest request)
    {
        if (request.Namespace.Length is 0 or > Limits.IdLength)
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, "Namespace not set on request, or its name is too long.");
        }

        var retention = request.WorkflowExecutionRetentionPeriod.OrNull() ?? TimeSpan.FromDays(3);
        var info = Namespaces.Make(request.Namespace, request.Description, retention);
        await state.Commits.WriteAsync(connection =>
        {
            if (state.Namespaces.Contains(request.Namespace))
            {
                throw GrpcException.WithDetail(
                    GrpcStatusCode.AlreadyExists, $"Namespace {request.Namespace} already exists.", new NamespaceAlreadyExistsFailure());
            }

            RegistryTables.PutNamespace(connection, info);
            return true;
        });
        state.Namespaces.Put(info);
        return new RegisterNamespaceResponse();
    }
}
