namespace Temporalio.Converters;

/// <summary>How values and exceptions travel: conversion in the process, codec at its border.</summary>
public record DataConverter(
    IPayloadConverter PayloadConverter,
    IFailureConverter FailureConverter,
    IPayloadCodec? PayloadCodec = null)
{
    public static DataConverter Default { get; } =
        new(new DefaultPayloadConverter(), new DefaultFailureConverter());
}
