//! What an order used up is given back, once; what it earned comes when it is done.

use std::collections::HashMap;

use engine::{Moment, facts::Used};
use store::{OrderStatus, Redemption, StoredOrder, Tx};

use super::{NewOrder, RecordedOrder, message};
use crate::{Error, Service, calendar};

impl Service {
    /// Cancels an order that is recorded, and gives everything back; nothing where somebody did before.
    pub(super) async fn cancel(&self, known: &StoredOrder, at: Moment) -> Result<(), Error> {
        let tx = self.inner.store.begin().await?;
        if let (Some(customer), Some(imports)) = (&known.customer, known.customer_imports) {
            // The customer's row is taken first, as by every order.
            tx.adjust_customer(customer, imports, 0, 0, at).await?;
        }
        // What was done when it was read may be canceled now, and the reverse: the row as it is decides.
        let Some(before) = tx.cancel_order(&known.uuid, at).await? else { return Ok(()) };
        if let (Some(customer), Some(imports)) = (&known.customer, known.customer_imports) {
            let earned = if before == OrderStatus::Done { known.points_earned } else { 0 };
            tx.adjust_customer(customer, imports, known.points_spent - earned, -1, at).await?;
        }
        give_back(&tx, "order", &known.uuid, at).await?;
        tx.commit().await?;
        self.inner.customers.forget_all_of(known.customer.as_deref());
        self.inner.refresh_soon().await;
        Ok(())
    }

    /// The points of an order that is done are earned, once.
    pub(super) async fn finish(&self, known: &StoredOrder, at: Moment) -> Result<(), Error> {
        let tx = self.inner.store.begin().await?;
        if let (Some(customer), Some(imports)) = (&known.customer, known.customer_imports) {
            tx.adjust_customer(customer, imports, 0, 0, at).await?;
        }
        if !tx.finish_order(&known.uuid).await? {
            return Ok(());
        }
        if let (Some(customer), Some(imports)) = (&known.customer, known.customer_imports) {
            tx.adjust_customer(customer, imports, known.points_earned, 0, at).await?;
        }
        tx.commit().await?;
        self.inner.customers.forget_all_of(known.customer.as_deref());
        Ok(())
    }

    /// An order of which the first news is that it is canceled: it is remembered, so that it uses nothing up later.
    pub(super) async fn record_canceled(
        &self,
        order: &NewOrder,
        contents_hash: String,
        at: Moment,
    ) -> Result<RecordedOrder, Error> {
        let language = self.live().ruleset().settings.language;
        let recorded = RecordedOrder { message: message::unknown_canceled(language).to_owned(), ..RecordedOrder::default() };
        let stored = StoredOrder {
            uuid: order.uuid.clone(),
            group: order.group.clone(),
            customer: order.basket.named_customer().map(str::to_owned),
            status: OrderStatus::Canceled,
            contents_hash,
            ruleset_hash: String::new(),
            rules_version: engine::RULES_VERSION,
            priced_at: at,
            received_at: at,
            canceled_at: Some(at),
            total: engine::Money::ZERO,
            discount: engine::Money::ZERO,
            points_spent: 0,
            points_earned: 0,
            customer_imports: None,
            answer: serde_json::to_string(&recorded).map_err(|error| Error::internal("writing an order", error))?,
            record: "null".to_owned(),
        };
        let tx = self.inner.store.begin().await?;
        match tx.insert_order(&stored).await {
            Ok(()) => {
                tx.commit().await?;
                Ok(recorded)
            }
            Err(store::StoreError::Duplicate) => {
                drop(tx);
                let known = self.inner.store.order(&order.uuid).await?.ok_or(store::StoreError::Conflict)?;
                Box::pin(self.again(order, known, &stored.contents_hash, at)).await
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Gives back everything that an order, or a till, redeemed and has not given back.
pub(super) async fn give_back(tx: &Tx, door: &str, uuid: &str, at: Moment) -> Result<(), Error> {
    let redeemed: Vec<Redemption> =
        tx.redemptions_of(door, uuid).await?.into_iter().filter(|redemption| redemption.canceled_at.is_none()).collect();
    // Whoever cancels the same at the same time waits here, and finds nothing left to give back.
    if !tx.cancel_redemptions(door, uuid, at).await? {
        return Ok(());
    }
    let mut codes: HashMap<&str, &str> = HashMap::new();
    let mut totals = Vec::with_capacity(redeemed.len());
    for redemption in &redeemed {
        let Redemption { holder, kind, thing, customer, code_key, budget, gift_units, .. } = redemption;
        if let Some(key) = code_key {
            codes.insert(key, holder);
        }
        if kind != "promotion" {
            continue;
        }
        let last = tx.release_use(holder, thing).await?;
        let amount = Used { uses: i64::from(last), budget: *budget, gift_units: *gift_units };
        totals.push((thing, amount));
        if let Some(customer) = customer.as_deref().filter(|_| last) {
            tx.give_back_for(customer, thing).await?;
        }
    }
    for (key, holder) in codes {
        if !tx.code_is_held(key, holder).await? {
            tx.give_back_pool_code(key, holder).await?;
        }
    }
    // Last, as by every order.
    for (promotion, amount) in totals {
        tx.give_back(promotion, amount, calendar::now_ms()).await?;
    }
    Ok(())
}
