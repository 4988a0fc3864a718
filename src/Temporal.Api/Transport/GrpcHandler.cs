using Google.Protobuf;

namespace Temporal.Api.Transport;

internal delegate Task<IMessage> GrpcHandler(ReadOnlyMemory<byte> request, GrpcServerCall call);
