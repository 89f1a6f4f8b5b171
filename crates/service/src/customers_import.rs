//! Customers from a file of the retailer's system: a million in one go.
//!
//! The whole file is checked first, against itself and against the cards of customers whom it does not name; where anything
//! is wrong, nothing is written. Then it is written a few thousand rows at a time, each batch in a transaction of its own,
//! so that orders are never held up for long. An import that is broken off (the process ended, the database went away)
//! leaves what it has written; importing the file again sets it right, since a row says what is, not what changes.
//!
//! In memory are one batch, and 16 bytes for each id and each card of the file: to find what is there twice.

mod breaks;
mod file;

use std::{
    collections::{HashMap, hash_map::Entry},
    io::{Read, Seek},
};

use contract::{document::Customer, views::ImportedCustomers};
use engine::Problems;
use sha2::{Digest, Sha256};
use store::{CustomerFields, Tx};

pub(crate) use file::{check_whole, text_of};

use crate::{
    Error, Permit, Publish, Service,
    audit::{self, Told},
    calendar,
};
use file::{File, Row, Unreadable, place};

/// Rows of a transaction.
const BATCH: usize = 2_000;
/// Rows of a file.
const MOST_ROWS: usize = 5_000_000;
/// Problems that are listed; who has more has one cause for all of them.
const MOST_PROBLEMS: usize = 100;

/// An id or a card, short. Nobody finds two texts with the same one.
type Short = [u8; 16];

impl Service {
    /// Writes what a CSV file says of customers: columns `id`, and any of `loyalty_card`, `tier`, `balance`, `orders`. What it
    /// has no column for stays as it is known. With `dry_run` it is checked only.
    ///
    /// # Errors
    /// Everything that is wrong with the file, by line and column; then nothing is written.
    pub async fn import_customers<R>(&self, permit: &Permit<Publish>, file: R, dry_run: bool) -> Result<ImportedCustomers, Error>
    where
        R: Read + Seek + Send + 'static,
    {
        let opened = blocking(move || File::open(file)).await?.map_err(told)?;
        let (file, checked) = self.check_file(opened).await?;
        if dry_run {
            return Ok(ImportedCustomers { rows: wide(checked.rows), written: 0 });
        }
        let file = blocking(move || File::open(file.into_inner())).await?.map_err(told)?;
        let fields = file.fields;
        let written = self.write_file(file, &checked).await;
        // What is written is written, also where it was broken off.
        self.inner.customers.expire();
        let written = written?;
        let tx = self.inner.store.begin().await?;
        let CustomerFields { loyalty_card, tier, balance, orders } = fields;
        let after = serde_json::json!({ "customers": written,
            "fields": { "loyalty_card": loyalty_card, "tier": tier, "balance": balance, "orders": orders } });
        let row = audit::row(calendar::now(), permit.actor(), "import", "customers", "");
        tx.audit(&row.after(after.to_string())).await?;
        tx.commit().await?;
        self.inner.refresh_soon().await;
        Ok(ImportedCustomers { rows: wide(checked.rows), written: wide(written) })
    }

    /// Reads the file to its end.
    async fn check_file<R: Read + Send + Seek + 'static>(&self, mut file: File<R>) -> Result<(File<R>, Checked), Error> {
        let (mut checked, mut problems) = (Checked::default(), Problems::default());
        loop {
            let (rows, found);
            (file, rows, found) = next(file).await?;
            problems.0.extend(found.0);
            checked.take(&rows, &mut problems);
            let cards: Vec<&str> = rows.iter().filter_map(|row| row.customer.loyalty_card.as_deref()).collect();
            if !cards.is_empty() {
                checked.remember_owners(&rows, self.inner.store.card_owners(&cards).await?);
            }
            if checked.rows > MOST_ROWS {
                problems.add(
                    &place(0),
                    format!("в файле больше {MOST_ROWS} строк: разделите его"),
                    format!("the file has more than {MOST_ROWS} rows: divide it"),
                );
            }
            if file.is_done() || problems.0.len() > MOST_PROBLEMS || checked.rows > MOST_ROWS {
                break;
            }
        }
        checked.owners_stay(&mut problems);
        if problems.0.len() > MOST_PROBLEMS {
            problems.0.truncate(MOST_PROBLEMS);
            problems.add(&place(0), "и так далее: показаны первые", "and so on: these are the first");
        }
        problems.or(())?;
        Ok((file, checked))
    }

    async fn write_file<R: Read + Send + Seek + 'static>(&self, mut file: File<R>, checked: &Checked) -> Result<usize, Error> {
        let fields = file.fields;
        let mut written = 0;
        while !file.is_done() {
            let (rows, problems);
            (file, rows, problems) = next(file).await?;
            problems.or(())?;
            let customers: Vec<Customer> = rows.into_iter().map(|row| row.customer).collect();
            let batch = async {
                let tx = self.inner.store.begin().await?;
                write(&tx, &customers, fields, checked).await?;
                Ok::<_, Error>(tx.commit().await?)
            };
            batch.await.inspect_err(|_| tracing::warn!(written, "an import of customers was broken off"))?;
            written += customers.len();
            // Orders that wait for the one connection that writes come first.
            tokio::task::yield_now().await;
        }
        Ok(written)
    }
}

/// Writes a batch. Cards that others still have, whose turn comes later in the file, are laid down first.
async fn write(tx: &Tx, customers: &[Customer], fields: CustomerFields, checked: &Checked) -> Result<(), Error> {
    let cards: Vec<&str> = customers.iter().filter_map(|customer| customer.loyalty_card.as_deref()).collect();
    let owners = tx.card_owners(&cards).await?;
    let moving = owners.iter().filter(|(_, owner)| checked.ids.contains_key(&short(owner)));
    let moving: Vec<&str> = moving.map(|(card, _)| card.as_str()).collect();
    tx.lay_down_cards(&moving).await?;
    Ok(tx.write_customers(customers, fields, calendar::now()).await?)
}

/// What is remembered of a file.
#[derive(Default)]
struct Checked {
    rows: usize,
    /// With the lines that they stand at.
    ids: HashMap<Short, u64>,
    cards: HashMap<Short, u64>,
    /// The lines of cards that somebody else has, and who: unless they are in the file too, and come with the card that
    /// they have then.
    owned: Vec<(u64, Short)>,
}

impl Checked {
    fn take(&mut self, rows: &[Row], problems: &mut Problems) {
        self.rows += rows.len();
        for Row { line, customer } in rows {
            let named = [("id", Some(&customer.id)), ("loyalty_card", customer.loyalty_card.as_ref())];
            for ((name, text), known) in named.into_iter().zip([&mut self.ids, &mut self.cards]) {
                let Some(text) = text else { continue };
                match known.entry(short(text)) {
                    Entry::Occupied(first) => problems.add(
                        &place(*line).key(name),
                        format!("то же, что в строке {}", first.get()),
                        format!("is the same as in line {}", first.get()),
                    ),
                    Entry::Vacant(new) => _ = new.insert(*line),
                }
            }
        }
    }

    fn remember_owners(&mut self, rows: &[Row], owners: Vec<(String, String)>) {
        let by_card: HashMap<&str, &Row> =
            rows.iter().filter_map(|row| Some((row.customer.loyalty_card.as_deref()?, row))).collect();
        for (card, owner) in &owners {
            if let Some(Row { line, .. }) = by_card.get(card.as_str()).filter(|row| row.customer.id != *owner) {
                self.owned.push((*line, short(owner)));
            }
        }
    }

    fn owners_stay(&self, problems: &mut Problems) {
        for (line, _) in self.owned.iter().filter(|(_, owner)| !self.ids.contains_key(owner)) {
            problems.add(
                &place(*line).key("loyalty_card"),
                "это карта другого покупателя, которого в файле нет",
                "is the card of another customer, who is not in the file",
            );
        }
    }
}

fn wide(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}

fn short(text: &str) -> Short {
    let digest = Sha256::digest(text.as_bytes());
    let mut short = Short::default();
    short.copy_from_slice(&digest[..16]);
    short
}

/// The next batch: files are read apart from what answers requests.
async fn next<R: Read + Seek + Send + 'static>(mut file: File<R>) -> Result<(File<R>, Vec<Row>, Problems), Error> {
    blocking(move || {
        let mut problems = Problems::default();
        let rows = file.next(BATCH, &mut problems);
        rows.map(|rows| (file, rows, problems))
    })
    .await?
    .map_err(told)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal("reading a file of customers", error))
}

fn told(unreadable: Unreadable) -> Error {
    match unreadable {
        Unreadable::Problems(problems) => problems.into(),
        Unreadable::Io(error) => Error::internal("reading a file of customers", error),
    }
}
