//! For tests: how the work for an input grows when the input doubles.

/// Checks that twice the input takes less than three times the processor time. Quadratic work takes four times.
pub(crate) fn assert_linear(what: &str, size: usize, work: impl Fn(usize)) {
    // The least of several runs, because other threads disturb the caches.
    let least = |size| (0..5).map(|_| cpu_time(|| work(size))).min().unwrap_or(0);
    let (once, twice) = (least(size), least(2 * size));
    // Below this time, other effects count more than the input.
    assert!(twice < 3 * once.max(5_000_000), "{what}: {once} ns, {twice} ns for twice the input");
}

/// Returns the nanoseconds that this thread spent on a processor for the work.
fn cpu_time(work: impl Fn()) -> u64 {
    let spent = || {
        let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
        text.split(' ').next().and_then(|spent| spent.parse().ok()).unwrap_or(0)
    };
    let start: u64 = spent();
    work();
    spent() - start
}
