using System.Text.RegularExpressions;
using Temporal.EmbeddedServer.Storage;
using Temporal.EmbeddedServer.Visibility;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Rpc;

/// <summary>Registration of search attributes; it holds for all namespaces.</summary>
internal sealed partial class OperatorRpcs(ServerState state)
{
    public void Map(GrpcServiceMap map) => map
        .Add<AddSearchAttributesRequest, AddSearchAttributesResponse>(Services.Operator, "AddSearchAttributes", (request, _) => AddAsync(request))
        .Add<RemoveSearchAttributesRequest, RemoveSearchAttributesResponse>(Services.Operator, "RemoveSearchAttributes", (request, _) => RemoveAsync(request))
        .Add<ListSearchAttributesRequest, ListSearchAttributesResponse>(Services.Operator, "ListSearchAttributes", (_, _) => Task.FromResult(List()))
        .Add<GetSearchAttributesRequest, GetSearchAttributesResponse>(Services.Workflow, "GetSearchAttributes", (_, _) => Task.FromResult(Get()));

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_.-]{0,254}$")]
    private static partial Regex ValidName();

    private async Task<AddSearchAttributesResponse> AddAsync(AddSearchAttributesRequest request)
    {
        foreach (var (name, type) in request.SearchAttributes)
        {
            Check(name, type);
        }

        state.SearchAttributes.Custom = await state.Commits.WriteAsync(connection =>
        {
            foreach (var (name, type) in request.SearchAttributes)
            {
                RegistryTables.PutSearchAttribute(connection, name, type);
            }

            return RegistryTables.SearchAttributes(connection);
        });
        return new AddSearchAttributesResponse();
    }

    private async Task<RemoveSearchAttributesResponse> RemoveAsync(RemoveSearchAttributesRequest request)
    {
        if (request.SearchAttributes.FirstOrDefault(name => !state.SearchAttributes.Custom.ContainsKey(name)) is { } unknown)
        {
            throw new GrpcException(GrpcStatusCode.NotFound, $"Search attribute {unknown} doesn't exist.");
        }

        state.SearchAttributes.Custom = await state.Commits.WriteAsync(connection =>
        {
            foreach (var name in request.SearchAttributes)
            {
                RegistryTables.RemoveSearchAttribute(connection, name);
            }

            return RegistryTables.SearchAttributes(connection);
        });
        return new RemoveSearchAttributesResponse();
    }

    private void Check(string name, IndexedValueType type)
    {
        if (!ValidName().IsMatch(name) || type == IndexedValueType.Unspecified)
        {
            throw new GrpcException(
                GrpcStatusCode.InvalidArgument, $"'{name}' of type {type} can't be a search attribute: a name is letters, digits, '_', '-' and '.', and a type is needed.");
        }

        if (SearchAttributeRegistry.System.ContainsKey(name) || SearchAttributeRegistry.Predefined.ContainsKey(name))
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, $"Search attribute {name} is reserved by system.");
        }

        if (state.SearchAttributes.Custom.TryGetValue(name, out var known) && known != type)
        {
            throw new GrpcException(GrpcStatusCode.AlreadyExists, $"Search attribute {name} already exists with type {known}.");
        }
    }

    private ListSearchAttributesResponse List() => new()
    {
        CustomAttributes = { state.SearchAttributes.Custom.ToDictionary() },
        SystemAttributes = { SearchAttributeRegistry.System.Concat(SearchAttributeRegistry.Predefined).ToDictionary() },
    };

    private GetSearchAttributesResponse Get() => new()
    {
        Keys = { SearchAttributeRegistry.System.Concat(SearchAttributeRegistry.Predefined).Concat(state.SearchAttributes.Custom).ToDictionary() },
    };
}
