using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Storage;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Rpc;

internal sealed class NamespaceRpcs(ServerState state)
{
    public void Map(GrpcServiceMap map) => map
        .Add<DescribeNamespaceRequest, DescribeNamespaceResponse>(
            Services.Workflow, "DescribeNamespace", (request, _) => Task.FromResult(state.Namespaces.Describe(request.Namespace, request.Id)))
        .Add<ListNamespacesRequest, ListNamespacesResponse>(
            Services.Workflow, "ListNamespaces", (_, _) => Task.FromResult(new ListNamespacesResponse { Namespaces = { state.Namespaces.All } }))
        .Add<RegisterNamespaceRequest, RegisterNamespaceResponse>(Services.Workflow, "RegisterNamespace", (request, _) => RegisterAsync(request))
        .Add<UpdateNamespaceRequest, UpdateNamespaceResponse>(Services.Workflow, "UpdateNamespace", (request, _) => UpdateAsync(request))
        .Add<DeleteNamespaceRequest, DeleteNamespaceResponse>(Services.Operator, "DeleteNamespace", (request, _) => DeleteAsync(request));

    private async Task<RegisterNamespaceResponse> RegisterAsync(RegisterNamespaceRequest request)
    {
        if (request.Namespace.Length is 0 or > Limits.IdLength)
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, "Namespace not set on request, or its name is too long.");
        }

        NamespaceSettings.RefuseElsewhere(request.IsGlobalNamespace, request.ActiveClusterName);
        NamespaceSettings.RefuseArchival(request.HistoryArchivalState, request.VisibilityArchivalState);
        var retention = NamespaceSettings.Retention(request.WorkflowExecutionRetentionPeriod) ?? TimeSpan.FromDays(3);
        var info = Namespaces.Make(request.Namespace, request.Description, retention);
        info.NamespaceInfo.OwnerEmail = request.OwnerEmail;
        info.NamespaceInfo.Data.Add(request.Data);
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

    private async Task<UpdateNamespaceResponse> UpdateAsync(UpdateNamespaceRequest request)
    {
        var info = await state.Commits.WriteAsync(connection =>
        {
            var changed = state.Namespaces.Describe(request.Namespace, string.Empty).Clone();
            NamespaceSettings.Apply(changed, request);
            RegistryTables.PutNamespace(connection, changed);
            return changed;
        });
        state.Namespaces.Put(info);
        return new() { NamespaceInfo = info.NamespaceInfo, Config = info.Config, ReplicationConfig = info.ReplicationConfig };
    }

    /// <summary>Marks it first, so that a deletion that a crash cuts short is finished by the next start.</summary>
    private async Task<DeleteNamespaceResponse> DeleteAsync(DeleteNamespaceRequest request)
    {
        var info = await state.Commits.WriteAsync(connection =>
        {
            var marked = state.Namespaces.Describe(request.Namespace, request.NamespaceId).Clone();
            marked.NamespaceInfo.State = NamespaceState.Deleted;
            RegistryTables.PutNamespace(connection, marked);
            return marked.NamespaceInfo;
        });
        state.Namespaces.Put(new() { NamespaceInfo = info, Config = new() });
        await state.Cleaner.RemoveNamespaceAsync(info.Name);
        return new() { DeletedNamespace = $"{info.Name}-deleted-{info.Id[..5]}" };
    }
}
