use std::time::Duration;

/// How a service behaves. The defaults are what a server wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// How often the database is asked what other instances and the command line changed.
    pub poll_every: Duration,
    /// How long facts of a customer are believed.
    pub facts_for: Duration,
    /// How long an answer waits for facts of a customer.
    pub facts_deadline: Duration,
    /// Customers whose facts are kept at most.
    pub facts_kept: usize,
    /// Personal-offers requests whose segments wait to be written at most; what comes on top is dropped and counted.
    pub seen_queue: usize,
    /// Orders that are recorded at once.
    pub orders_at_once: usize,
    /// For so long what ended, or was replaced by a publication, still counts for an order that was placed before.
    pub order_grace: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            poll_every: Duration::from_secs(1),
            facts_for: Duration::from_secs(5),
            facts_deadline: Duration::from_millis(50),
            facts_kept: 20_000,
            seen_queue: 10_000,
            orders_at_once: 4,
            order_grace: Duration::from_secs(30 * 60),
        }
    }
}
