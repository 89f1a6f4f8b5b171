use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use crate::{Options, Result, backend};

/// Something to read from: the [`Store`], or a [`Tx`] with what it has written itself.
#[derive(Debug, Clone)]
pub struct Access<C> {
    source: C,
}

/// The database: its readers and its writer. Cheap to clone.
pub type Store = Access<Pools>;

/// A write transaction. Dropped without [`Tx::commit`], it never happened; after an error it can only be dropped.
pub type Tx = Access<DatabaseTransaction>;

/// On SQLite one connection writes and several read; on Postgres both are one pool.
#[derive(Debug, Clone)]
pub struct Pools {
    readers: DatabaseConnection,
    writer: DatabaseConnection,
}

/// The right to serve a database.
#[derive(Debug)]
#[must_use]
pub struct Claim {
    _file: Option<std::fs::File>,
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

impl<C: Source> Access<C> {
    pub(crate) fn db(&self) -> &C::Connection {
        self.source.connection()
    }

    pub(crate) fn source(&self) -> &C {
        &self.source
    }
}

impl Store {
    /// Opens `sqlite://PATH` (the file is made if it is missing), `postgres://…`, or, for tests, `sqlite::memory:`
    /// (there a [`Tx`] must end before the store is read).
    pub async fn connect(url: &str, options: &Options) -> Result<Self> {
        let backend::Opened { readers, writer } = backend::open(url, options).await?;
        Ok(Self { source: Pools { readers, writer } })
    }

    /// Claims an SQLite database for the one server that may serve it, until the claim is dropped or the process ends, however it
    /// does; on Postgres there may be many. [`crate::StoreError::Served`] where another server has it.
    pub fn claim(url: &str) -> Result<Claim> {
        Ok(Claim { _file: backend::claim(url)? })
    }

    /// For migrations.
    pub fn connection(&self) -> &DatabaseConnection {
        &self.source.writer
    }

    /// Begins a write transaction. On SQLite there is one at a time; the others wait their turn.
    pub async fn begin(&self) -> Result<Tx> {
        let options =
            TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..Default::default() };
        Ok(Tx { source: self.source.writer.begin_with_options(options).await? })
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        Ok(self.source.readers.ping().await?)
    }

    /// Copies an SQLite database, as one moment saw it, into a new file, beside a running server too.
    /// [`crate::StoreError::Unsupported`] on Postgres, which has tools of its own.
    pub async fn backup(&self, path: &str) -> Result<()> {
        backend::backup(&self.source.writer, path).await
    }

    /// Closes all connections; on SQLite the write-ahead log goes into the file.
    pub async fn close(self) -> Result<()> {
        let Pools { readers, writer } = self.source;
        readers.close().await?;
        Ok(writer.close().await?)
    }
}

impl Tx {
    pub async fn commit(self) -> Result<()> {
        Ok(self.source.commit().await?)
    }
}
