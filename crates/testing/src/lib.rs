#![allow(clippy::expect_used, reason = "a test that has no database has failed")]
//! A database of its own for every test: only ever a dev-dependency.
//!
//! `PODAROK_TEST_DATABASE` says which: `sqlite` (the default) or `postgres`. For Postgres `PODAROK_TEST_POSTGRES_URL` is the
//! address of a server with a user who may make databases, such as `postgres://postgres@127.0.0.1:5432/postgres`. Where it
//! is missing, tests fail; nothing is skipped.

use std::{env, ops::Deref, thread};

pub use store;
use store::{CallLog, Options, Store};
use tempfile::TempDir;

/// A store on a database that goes when this goes. It is used as the [`Store`] itself.
#[derive(Debug)]
pub struct TestStore {
    store: Store,
    database: Database,
}

/// A store with the newest schema and no rows.
pub async fn test_store() -> TestStore {
    let store = empty_store().await;
    migration::up(store.connection()).await.expect("the migrations run");
    store
}

/// A store without any tables.
pub async fn empty_store() -> TestStore {
    let database = match env::var("PODAROK_TEST_DATABASE").as_deref() {
        Err(_) | Ok("sqlite") => Database::sqlite(),
        Ok("postgres") => Database::postgres().await,
        Ok(other) => panic!("PODAROK_TEST_DATABASE is {other:?}, neither sqlite nor postgres"),
    };
    TestStore { store: connect(database.url()).await, database }
}

impl TestStore {
    /// The database's address: for a server that is started on it.
    pub fn url(&self) -> &str {
        self.database.url()
    }

    /// The same database as another instance has it: with connections of its own.
    pub async fn another(&self) -> Store {
        connect(self.url()).await
    }

    /// A call log where a server would have it: in a file beside, or on Postgres in the same database.
    pub async fn call_log(&self) -> CallLog {
        let log = match self.call_log_url() {
            Some(url) => CallLog::connect(&url, &options()).await.expect("the test's call log opens"),
            None => CallLog::beside(self),
        };
        migration::call_log::up(log.connection()).await.expect("the call log's migrations run");
        log
    }

    /// The address of its file.
    pub fn call_log_url(&self) -> Option<String> {
        Some(format!("{}-log.db", self.url().strip_suffix(".db")?))
    }
}

impl Deref for TestStore {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

async fn connect(url: &str) -> Store {
    Store::connect(url, &options()).await.expect("the test's database opens")
}

fn options() -> Options {
    Options { max_readers: 4, ..Options::default() }
}

#[derive(Debug)]
enum Database {
    Sqlite {
        url: String,
        /// Deletes itself.
        _folder: TempDir,
    },
    Postgres {
        url: String,
        server: String,
    },
}

impl Database {
    fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test's database");
        let file = folder.path().join("podarok.db");
        Self::Sqlite { url: format!("sqlite://{}", file.display()), _folder: folder }
    }

    async fn postgres() -> Self {
        let server = env::var("PODAROK_TEST_POSTGRES_URL")
            .expect("PODAROK_TEST_POSTGRES_URL is the address of a Postgres; `cargo xtask test` starts one and sets it");
        let url = store::testing::create_database(&server).await.expect("PODAROK_TEST_POSTGRES_URL lets us make a database");
        Self::Postgres { url, server }
    }

    fn url(&self) -> &str {
        match self {
            Self::Sqlite { url, .. } | Self::Postgres { url, .. } => url,
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let Self::Postgres { url, server } = self else {
            return;
        };
        let (url, server) = (url.clone(), server.clone());
        // The test's own runtime is busy with this very drop.
        let dropping = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(store::testing::drop_database(&server, &url)).map_err(std::io::Error::other)
        });
        // A database that stays behind harms nobody, and the test has its result already.
        if !matches!(dropping.join(), Ok(Ok(()))) {
            eprintln!("a test's database could not be dropped");
        }
    }
}
