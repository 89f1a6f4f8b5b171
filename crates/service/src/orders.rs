//! Orders: priced once more, recorded once, and what they use up counted exactly.
//!
//! An order is priced with what the database says has been used up, and then takes what it was given: in one transaction,
//! row by row in the order of the promotions' ids, each by a statement that refuses to go beyond the limit. Where a row
//! refuses, somebody was quicker: nothing has happened, and the order is priced again with what is left. A promotion that
//! refuses twice counts as used up; so the order is priced at most twice for each of its limited promotions.

mod cancel;
mod inputs;
mod message;
mod record;
mod rulesets;
mod take;
mod till;
mod view;

use std::{collections::HashMap, time::Duration};

use engine::{Basket, Moment, Money, Quantity, quote::CodeOutcome};
use serde::{Deserialize, Serialize};
use store::{OrderStatus, StoreError, StoredOrder};

pub use record::{Compared, OrderRecord};
pub(crate) use rulesets::Earlier;
pub use till::{TillAnswer, TillRefusal};
pub(crate) use view::row;

use crate::{Error, Service, calendar, keyed_hash, secrets};
use inputs::Inputs;
use take::{Lost, Take};

/// Within it an order is recorded, or the caller is told to come again.
const DEADLINE: Duration = Duration::from_secs(20);
/// A transaction that the database broke off (a deadlock, a server that restarts) is tried again so often.
const TRIES: usize = 3;
/// Of numbers and groups of orders.
const LONGEST_ID: usize = 128;

/// What has become of an order, as its sender says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OrderState {
    #[default]
    Placed,
    Done,
    Canceled,
}

/// When an order was placed, as its sender says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CreatedOn {
    At(Moment),
    /// With a zone, or in the shop's.
    Text(String),
}

/// An order to be recorded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewOrder {
    /// Its number.
    pub uuid: String,
    /// Orders of one group share one use of a code or a limit.
    pub group: Option<String>,
    pub state: OrderState,
    pub created_on: Option<CreatedOn>,
    /// Whole points that it was paid with.
    pub points: i64,
    pub basket: Basket,
}

/// What is answered about a recorded order; the same whenever it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RecordedOrder {
    pub total: Money,
    pub code: Option<CodeOutcome>,
    pub lines: Vec<RecordedLine>,
    /// What a reader should know; empty where there is nothing.
    pub message: String,
}

/// A line of a recorded order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedLine {
    pub offer_id: String,
    pub price: Money,
    pub quantity: Quantity,
    pub discount: Money,
    pub subtotal: Money,
}

/// What becomes of a number that nobody can record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unrecordable {
    NoNumber,
    TooLong,
}

impl NewOrder {
    /// The number and the group can be kept.
    pub fn check(&self) -> Result<(), Unrecordable> {
        let fits = |text: &str| text.chars().count() <= LONGEST_ID && !text.contains('\0');
        if self.uuid.trim().is_empty() {
            Err(Unrecordable::NoNumber)
        } else if fits(&self.uuid) && self.group.as_deref().is_none_or(fits) {
            Ok(())
        } else {
            Err(Unrecordable::TooLong)
        }
    }

    /// Tells a repetition from another order under the same number: everything but the state and the time.
    fn contents_hash(&self) -> Result<String, Error> {
        let contents = serde_json::to_string(&(&self.group, self.points, &self.basket));
        Ok(secrets::sha256_hex(&contents.map_err(|error| Error::internal("writing an order", error))?))
    }

    /// Whoever shares its uses.
    fn holder(&self) -> String {
        self.group.as_deref().map_or_else(|| format!("order/{}", self.uuid), |group| format!("group/{group}"))
    }
}

impl Service {
    /// Records an order: once, whatever comes again. A canceled one gives everything back, once; a done one earns its
    /// points, once.
    ///
    /// # Errors
    /// [`contract::ErrorCode::Unavailable`] where the database is away, or too slow: the order is to be sent again, and
    /// nothing is counted twice.
    pub async fn record_order(&self, order: &NewOrder) -> Result<RecordedOrder, Error> {
        let recorded = async {
            let _turn = self.inner.orders.acquire().await;
            self.record(order).await
        };
        let late = |_| Error::Told(contract::ErrorCode::Unavailable.into());
        tokio::time::timeout(DEADLINE, Box::pin(recorded)).await.map_err(late)?
    }

    async fn record(&self, order: &NewOrder) -> Result<RecordedOrder, Error> {
        let contents_hash = order.contents_hash()?;
        let received_at = calendar::now();
        if let Some(known) = self.inner.store.order(&order.uuid).await? {
            return self.again(order, known, &contents_hash, received_at).await;
        }
        if order.state == OrderState::Canceled {
            return self.record_canceled(order, contents_hash, received_at).await;
        }
        let live = self.live();
        let priced_at = self.priced_at(&live, order.created_on.as_ref(), received_at);
        let priced_by = self.ruleset_at(&live, priced_at).await?;
        let mut refusals: HashMap<String, usize> = HashMap::new();
        let mut broken_off = 0;
        loop {
            let inputs = Inputs::load(&self.inner.store, &live, &priced_by, order, priced_at, &refusals).await?;
            let take = Take::new(order, &inputs, &contents_hash, received_at)?;
            match take.run(&self.inner.store, &inputs).await {
                Ok(recorded) => {
                    self.inner.counted.set(take.totals(&inputs));
                    self.inner.customers.forget_facts(&order.basket);
                    return Ok(recorded);
                }
                Err(Lost::Known) => {
                    let known = self.inner.store.order(&order.uuid).await?;
                    let known = known.ok_or(StoreError::Conflict)?;
                    return self.again(order, known, &contents_hash, received_at).await;
                }
                Err(Lost::Refused(by)) => *refusals.entry(by).or_default() += 1,
                Err(Lost::Store(error @ StoreError::Unavailable(_))) => {
                    broken_off += 1;
                    if broken_off >= TRIES {
                        return Err(error.into());
                    }
                }
                Err(Lost::Store(error)) => return Err(error.into()),
            }
        }
    }

    /// True where the order has these contents. Whoever placed it may have been forgotten since.
    async fn is_of(&self, known: &StoredOrder, contents_hash: &str) -> Result<bool, Error> {
        let is_forgotten = known.customer.as_deref().is_none_or(keyed_hash::is_hashed);
        Ok(known.contents_hash == contents_hash
            || (is_forgotten && known.contents_hash == self.keyed_hash(contents_hash).await?))
    }

    /// An order that is known: the same answer, and what its new state asks for.
    async fn again(&self, order: &NewOrder, known: StoredOrder, contents_hash: &str, at: Moment) -> Result<RecordedOrder, Error> {
        let language = self.live().ruleset().settings.language;
        let mut recorded: RecordedOrder =
            serde_json::from_str(&known.answer).map_err(|error| Error::internal("reading an order", error))?;
        let before = known.status;
        match order.state {
            OrderState::Canceled => {
                // A cancelling need not repeat what was ordered.
                if before != OrderStatus::Canceled {
                    self.cancel(&known, at).await?;
                }
                recorded.message = message::join(&recorded.message, message::canceled(language));
                return Ok(recorded);
            }
            OrderState::Done if before == OrderStatus::Placed => self.finish(&known, at).await?,
            OrderState::Done | OrderState::Placed => {}
        }
        if before == OrderStatus::Canceled {
            recorded.message = message::join(&recorded.message, message::was_canceled(language));
        } else if !self.is_of(&known, contents_hash).await? {
            recorded.message = message::join(&recorded.message, message::other_contents(language));
        }
        Ok(recorded)
    }
}
