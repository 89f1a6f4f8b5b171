use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction};

use crate::{Options, Result};

/// Something to read from: the [`Store`], or a [`Tx`] with what it has written itself.
#[derive(Debug, Clone)]
pub struct Access<C> {
    pub(crate) source: C,
}

/// The database: its readers and its writer. Cheap to clone.
pub type Store = Access<Pools>;

/// A write transaction. Dropped without [`Tx::commit`], it never happened.
pub type Tx = Access<DatabaseTransaction>;

/// On SQLite one connection writes and several read; on Postgres both are one pool.
#[derive(Debug, Clone)]
pub struct Pools {
    readers: DatabaseConnection,
    writer: DatabaseConnection,
}

/// Where a query runs.
pub trait Source: Send + Sync {
    type Connection: ConnectionTrait;

    fn connection(&self) -> &Self::Connection;
}

impl Source for Pools {
    type Connection = DatabaseConnection;

    fn connection(&self) -> &DatabaseConnection {
        &self.readers
    }
}

impl Source for DatabaseTransaction {
    type Connection = Self;

    fn connection(&self) -> &Self {
        self
    }
}

impl Store {
    /// Opens `sqlite://PATH` (the file is made if it is missing), `postgres://…`, or, for tests, `sqlite::memory:`.
    pub async fn connect(url: &str, options: &Options) -> Result<Self> {
        unimplemented!()
    }

    /// For migrations.
    pub fn connection(&self) -> &DatabaseConnection {
        &self.source.writer
    }

    /// Begins a write transaction. On SQLite there is one at a time; the others wait their turn.
    pub async fn begin(&self) -> Result<Tx> {
        unimplemented!()
    }

    /// True while the database answers.
    pub async fn ping(&self) -> Result<()> {
        unimplemented!()
    }

    /// Closes all connections; on SQLite the write-ahead log goes into the file.
    pub async fn close(&self) -> Result<()> {
        unimplemented!()
    }
}

impl Tx {
    pub async fn commit(self) -> Result<()> {
        unimplemented!()
    }
}
