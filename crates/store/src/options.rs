use std::time::Duration;

/// How a store is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Connections that read; on Postgres all connections.
    pub max_readers: u32,
    /// How long to wait for a connection.
    pub acquire_timeout: Duration,
    /// How long a statement may take (Postgres), and how long to wait for another process's write (SQLite).
    pub statement_timeout: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self { max_readers: 8, acquire_timeout: Duration::from_secs(5), statement_timeout: Duration::from_secs(30) }
    }
}
