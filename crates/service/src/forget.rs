//! Forgetting a customer: everywhere, in one transaction; but for the call log, which is a database of its own.
//!
//! What is theirs alone is deleted: the row, segments, uses of promotions, logged calls. In what the shop keeps for its books, orders,
//! redemptions, codes and the audit log, a keyed hash stands for their id, and nothing is left of the card and the address
//! but the city. What was published is never changed: where it names them, it is listed.

mod texts;

use std::{collections::BTreeSet, time::Duration};

use contract::{
    ErrorCode,
    views::{Forgotten, NamedIn},
};
use engine::{Facts, Moment};
use store::{Counter, Filter, Tx};

use crate::{
    Error, Permit, Publish, Service,
    audit::{self, Told},
    calendar, input,
    orders::OrderRecord,
};
use texts::Who;

/// As the audit log calls it.
const ACTION: &str = "forget";
/// The segments that a request just told of are on their way to the database for no longer, unless it is away.
const SETTLES_WITHIN: Duration = Duration::from_secs(5);
/// Orders received so shortly before may have been committed after the search began.
const OVERLAP_SECS: i64 = 60;

impl Service {
    /// Forgets a customer by id. Their uses of promotions are gone with them, the promotions' own totals stay, and an order
    /// of theirs that is cancelled later still gives those back. A later request of theirs makes them known anew.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] where nothing is known of them.
    pub async fn forget_customer(&self, permit: &Permit<Publish>, id: &str) -> Result<Forgotten, Error> {
        let (id, at, store) = (input::id(id)?, calendar::now(), &self.inner.store);
        let name = self.hashed_name(id).await?;
        self.inner.customers.seen.settle(id, SETTLES_WITHIN).await;
        // In a database of its own: where the rest fails, it is done again.
        let calls = self.forget_calls(id).await?;
        let who = Who { id, cards: self.cards_of(id).await?, name };
        // Reads all orders: before anything is locked.
        let strings: Vec<&str> = std::iter::once(id).chain(who.cards.iter().map(String::as_str)).collect();
        let found = store.order_numbers_with(&strings, None).await?;

        let tx = store.begin().await?;
        let known = tx.delete_customer(id, at).await?.is_some();
        let mut forgotten = Forgotten { customer: known, calls, ..Forgotten::default() };
        let mut orders: BTreeSet<String> = found.into_iter().collect();
        orders.extend(tx.order_numbers_of(id).await?);
        orders.extend(tx.order_numbers_with(&strings, Some(Moment(at.unix_secs() - OVERLAP_SECS))).await?);
        for uuid in &orders {
            forgotten.orders += u64::from(self.leave_order(&tx, &who, uuid).await?);
        }
        forgotten.redemptions = tx.rename_customer_of_redemptions(id, &who.name).await?;
        forgotten.promotions = tx.delete_usage_of(id).await?;
        forgotten.codes = tx.rename_holder_of_codes(id, &who.name).await?;
        forgotten.segments = tx.delete_memberships_of(id).await?;
        forgotten.audit_rows = leave_audit_log(&tx, &who).await?;
        forgotten.named_in = named_in(&tx, id).await?;
        if forgotten == Forgotten::default() {
            return Err(ErrorCode::NotFound.into());
        }
        forgotten.hash.clone_from(&who.name);
        tx.raise_counter(Counter::Segments).await?;
        let after = serde_json::to_string(&forgotten).map_err(|error| Error::internal("writing an audit row", error))?;
        tx.audit(&audit::row(at, permit.actor(), ACTION, "customer", &who.name).after(after)).await?;
        tx.commit().await?;
        self.inner.customers.forget_customer(id, &who.cards);
        self.inner.refresh_soon().await;
        Ok(forgotten)
    }

    /// What was forgotten of a customer, by the hash that stands for them now.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] where nobody was.
    pub async fn forgotten(&self, _: &Permit<Publish>, hash: &str) -> Result<Forgotten, Error> {
        let (rows, _) = self.inner.store.audit_log(Some(("customer", input::id(hash)?)), &Filter::default()).await?;
        let row = rows.into_iter().find(|row| row.action == ACTION).ok_or(ErrorCode::NotFound)?;
        serde_json::from_str(&row.after.unwrap_or_default()).map_err(|error| Error::internal("reading an audit row", error))
    }

    /// The card that they have, and those that they had when they ordered.
    async fn cards_of(&self, id: &str) -> Result<Vec<String>, Error> {
        let store = &self.inner.store;
        let mut cards: BTreeSet<String> =
            store.customer(id).await?.and_then(|customer| customer.loyalty_card).into_iter().collect();
        for uuid in store.order_numbers_of(id).await? {
            let Some(order) = store.order_texts(&uuid).await? else { continue };
            if let Some(OrderRecord { facts: Facts::Customer(customer), .. }) = read(&order.record)? {
                cards.extend(customer.loyalty_card.filter(|card| !card.is_empty()));
            }
        }
        Ok(cards.into_iter().collect())
    }

    /// Takes them out of an order; false where it was found for another reason.
    async fn leave_order(&self, tx: &Tx, who: &Who<'_>, uuid: &str) -> Result<bool, Error> {
        let Some(mut order) = tx.order_texts(uuid).await? else { return Ok(false) };
        let before = order.clone();
        let mut theirs = order.customer.as_deref() == Some(who.id);
        if let Some(mut record) = read(&order.record)? {
            theirs |= who.leave_record(order.customer.as_deref(), &mut record);
            order.record = serde_json::to_string(&record).map_err(|error| Error::internal("writing an order", error))?;
        }
        if order.customer.as_deref() == Some(who.id) {
            order.customer = Some(who.name.clone());
        }
        if theirs {
            // It was made of the id among other things: whoever tries out ids would find it.
            order.contents_hash = self.keyed_hash(&order.contents_hash).await?;
        }
        if order == before {
            return Ok(false);
        }
        tx.replace_order_texts(&order).await?;
        Ok(true)
    }
}

/// None for an order that was cancelled before it was placed.
fn read(record: &str) -> Result<Option<OrderRecord>, Error> {
    serde_json::from_str(record).map_err(|error| Error::internal("reading an order", error))
}

/// How many rows named them.
async fn leave_audit_log(tx: &Tx, who: &Who<'_>) -> Result<u64, Error> {
    let mut rows = 0;
    for mut text in tx.audit_texts_with(&[who.id]).await? {
        let before = text.clone();
        if text.kind == "customer" && text.id == who.id {
            text.id.clone_from(&who.name);
        }
        for json in [&mut text.before, &mut text.after] {
            if let Some(left) = json.as_deref().and_then(|json| who.leave_json(json)) {
                *json = Some(left);
            }
        }
        if text != before {
            tx.replace_audit_text(&text).await?;
            rows += 1;
        }
    }
    Ok(rows)
}

/// The rules that name them, each with the revisions that do.
async fn named_in(tx: &Tx, id: &str) -> Result<Vec<NamedIn>, Error> {
    let mut named: Vec<NamedIn> = Vec::new();
    for user in tx.users_of("customer", &[id]).await? {
        named.push(NamedIn { kind: user.kind, id: user.id, working_copy: true, revisions: Vec::new() });
    }
    for revision in tx.revisions_with(id).await? {
        if !texts::names(&revision.body, id) {
            continue;
        }
        let known = named.iter().position(|rule| rule.kind == revision.kind && rule.id == revision.id);
        let rule = known.unwrap_or_else(|| {
            named.push(NamedIn { kind: revision.kind, id: revision.id.clone(), working_copy: false, revisions: Vec::new() });
            named.len() - 1
        });
        named[rule].revisions.push(revision.revision);
    }
    Ok(named)
}
