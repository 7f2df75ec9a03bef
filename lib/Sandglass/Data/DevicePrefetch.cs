using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Data;

/// <summary>A batch that can be copied to a device.</summary>
/// <typeparam name="TSelf">Its own type.</typeparam>
internal interface IDeviceBatch<out TSelf> : IDisposable
{
    /// <summary>A copy whose tensors lie on a device; the caller owns it, and this one.</summary>
    /// <param name="device">The device.</param>
    TSelf CopiedTo(Device device);
}

/// <summary>
/// The batches of a loader on a device. For a card another thread makes each while the step before it is computed, and copies
/// it from page-locked memory, which the processor need not wait for; on the CPU they are passed on as they are.
/// </summary>
internal static class DevicePrefetch
{
    private const int Kept = 1; // beside the one in use and the one in the making

    /// <summary>The batches, in order; the caller disposes those that it takes.</summary>
    /// <param name="batches">The loader's.</param>
    /// <param name="device">Where they are wanted.</param>
    public static IEnumerable<T> Of<T>(IEnumerable<T> batches, Device device)
        where T : IDeviceBatch<T> => device.type == DeviceType.CPU ? batches : Copied(batches, device);

    /// <summary>The same by a thread and copies on every device.</summary>
    internal static IEnumerable<T> Copied<T>(IEnumerable<T> batches, Device device)
        where T : IDeviceBatch<T>
    {
        IEnumerable<T> Copies(CancellationToken stop)
        {
            foreach (var batch in batches)
            {
                using (batch)
                {
                    stop.ThrowIfCancellationRequested();
                    yield return batch.CopiedTo(device);
                }
            }
        }

        return Prefetch.Of(Copies, Kept);
    }

    /// <summary>A copy on a device that no dispose scope owns; to a card by way of page-locked memory, which stays until it was read.</summary>
    /// <param name="tensor">A tensor on the CPU.</param>
    /// <param name="device">The device.</param>
    internal static Tensor Pinned(this Tensor tensor, Device device)
    {
        if (device.type == DeviceType.CPU)
        {
            return tensor.clone().DetachFromDisposeScope();
        }

        using var locked = tensor.pin_memory();
        return locked.to(device, non_blocking: true).DetachFromDisposeScope();
    }
}
