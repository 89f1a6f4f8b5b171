//! Use cases: load, check permission, call the engine, save, write the audit row.
//!
//! Functions that need a permission take its proof, a [`Permit`]: nobody can forget to check.

pub mod access;
mod audit;
mod baskets;
mod calendar;
pub mod calls;
pub mod codes;
mod counted;
mod customer_data;
mod customers;
mod customers_import;
mod documents;
mod error;
mod forget;
mod input;
mod jobs;
mod keyed_hash;
mod keys;
mod live;
mod options;
pub mod orders;
mod page;
mod poller;
mod products;
mod references;
mod rules;
mod secrets;
mod segments;
mod sessions;
mod staff;
mod try_basket;

use std::{
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};

use store::Counters;
use tokio::{
    sync::{Mutex as AsyncMutex, OnceCell, Semaphore, watch},
    task::JoinHandle,
};

pub use access::{Actor, Administer, Edit, Permit, Publish, Read};
pub use baskets::OfferAnswer;
pub use documents::Imported;
pub use error::Error;
pub use keys::{KeyScope, NewKey};
pub use live::Live;
pub use options::Options;
pub use sessions::SessionRow;
pub use staff::{NewUser, SignedIn};
pub use store::{CallLog, Claim, Options as StoreOptions, Store, StoreError};

use calls::Calls;
use counted::Counted;
use customers::{Customers, Seen, write_seen};
use keys::Keys;
use orders::Earlier;
use staff::{Passwords, Throttle};

/// How long what works behind the answers may take to write what waits.
const STOPS_WITHIN: Duration = Duration::from_secs(10);

/// Everything that the doors (webhooks, server functions, the command line) can ask for. Cheap to clone.
#[derive(Clone)]
pub struct Service {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    /// What baskets are answered from.
    live: watch::Sender<Arc<Live>>,
    keys: watch::Sender<Arc<Keys>>,
    counted: Counted,
    /// None where calls are not logged.
    calls: OnceLock<Calls>,
    /// Orders that are recorded at once: the others wait their turn, and leave connections to those who only read.
    orders: Semaphore,
    order_grace: Duration,
    /// Files that are read at once: each may take hundreds of megabytes.
    files: Semaphore,
    earlier: Earlier,
    customers: Customers,
    passwords: Passwords,
    throttle: Throttle,
    /// Of keyed hashes; read when it is first needed.
    hash_secret: OnceCell<String>,
    /// What of the database is in memory; held while it is brought up to date.
    loaded: AsyncMutex<Counters>,
    stopping: watch::Sender<bool>,
    tasks: Mutex<Vec<JoinHandle<()>>>,
}

/// What those who run it want to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stats {
    /// Personal-offers requests whose segments were not written: the queue was full, or the database stayed away.
    pub seen_dropped: u64,
    /// Questions about a customer that nobody could answer in time, and no earlier answer was remembered.
    pub facts_missed: u64,
    /// Calls that were not logged: the queue was full, or the database stayed away.
    pub calls_dropped: u64,
}

impl Service {
    /// Loads what is published, and starts what works behind the answers: a poller that sees what others change, and a
    /// writer of the segments that requests tell of. The schema must be there.
    ///
    /// # Errors
    /// The database is away, or what it has cannot be read.
    pub async fn new(store: Store, options: Options) -> Result<Self, Error> {
        let counters = store.counters().await?;
        let live = Live::load(&store, &counters).await?;
        let keys = Keys::load(&store).await?;
        let counted = Counted::load(&store).await?;
        let (seen, unwritten) = Seen::new(options.facts_kept, options.seen_queue);
        let (stopping, stops) = watch::channel(false);
        let inner = Arc::new(Inner {
            live: watch::Sender::new(Arc::new(live)),
            keys: watch::Sender::new(Arc::new(keys)),
            counted,
            calls: OnceLock::new(),
            orders: Semaphore::new(options.orders_at_once.max(1)),
            order_grace: options.order_grace,
            files: Semaphore::new(1),
            earlier: Earlier::default(),
            customers: Customers::new(&options, seen),
            passwords: Passwords::default(),
            throttle: Throttle::default(),
            hash_secret: OnceCell::new(),
            loaded: AsyncMutex::new(counters),
            stopping,
            tasks: Mutex::default(),
            store: store.clone(),
        });
        let poller = tokio::spawn(poller::poll(Arc::downgrade(&inner), options.poll_every, stops.clone()));
        let writer = tokio::spawn(write_seen(store, unwritten, stops));
        inner.tasks.lock().unwrap_or_else(PoisonError::into_inner).extend([poller, writer]);
        Ok(Self { inner })
    }

    /// Ends what works behind the answers, once what waits is written. A service that is just dropped ends it too, but
    /// nobody waits for that.
    pub async fn stop(&self) {
        self.inner.stopping.send_replace(true);
        self.inner.customers.seen.close();
        let tasks = std::mem::take(&mut *self.inner.tasks.lock().unwrap_or_else(PoisonError::into_inner));
        for mut task in tasks {
            match tokio::time::timeout(STOPS_WITHIN, &mut task).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::error!(%error, "a background task had failed"),
                Err(_) => {
                    task.abort();
                    tracing::error!("a background task does not end, and is ended: what waited to be written is lost");
                }
            }
        }
    }

    /// True while the database answers.
    pub async fn ready(&self) -> bool {
        self.inner.store.ping().await.is_ok()
    }

    pub fn stats(&self) -> Stats {
        let customers = &self.inner.customers;
        Stats {
            seen_dropped: customers.seen.dropped(),
            facts_missed: customers.missed(),
            calls_dropped: self.inner.calls.get().map_or(0, Calls::dropped),
        }
    }
}
