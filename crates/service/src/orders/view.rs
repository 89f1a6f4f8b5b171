//! An order as staff see it.

use std::collections::HashMap;

use contract::views::{OrderRow, OrderState, OrderView, RedeemedRow};
use engine::{Promotion, text::Language};
use jiff::tz::TimeZone;
use store::{OrderStatus, Redemption, StoredOrder};

use super::record::{Compared, OrderRecord};
use crate::{Error, Permit, Publish, Service, calendar, input, keyed_hash};

impl Service {
    /// An order with every line's arithmetic, what it used up, why, and whether it comes to the same when it is priced again.
    ///
    /// # Errors
    /// [`contract::ErrorCode::NotFound`] where there is no such order, or it was cancelled before it was placed.
    pub async fn order_view(&self, _: &Permit<Publish>, uuid: &str, language: Language) -> Result<OrderView, Error> {
        let stored = self.inner.store.order(input::id(uuid)?).await?.ok_or(contract::ErrorCode::NotFound)?;
        let live = self.live();
        let time = |at| calendar::moment(&live.time_zone, language, at);
        let row = row(&live.time_zone, language, &stored);
        let group = stored.group.clone().unwrap_or_default();
        let canceled = stored.canceled_at.map(time).unwrap_or_default();
        let priced = time(stored.priced_at);
        let (compared, ruleset) = self.priced_again(stored).await?;
        let Compared { uuid, canceled: _, rules_version, record, quote: _, trace: _, difference } = compared;
        let OrderRecord { ruleset_revision, basket, quote, trace, .. } = record;
        let redemptions = self.inner.store.redemptions_of("order", &uuid).await?;
        Ok(OrderView {
            forgotten: keyed_hash::is_hashed(&row.customer),
            row,
            group,
            code: basket.code.unwrap_or_default(),
            city: basket.delivery.city.unwrap_or_default(),
            priced,
            canceled,
            quote,
            reasons: self.reasons(&live, &ruleset.promotions, trace, language).await?,
            redeemed: redeemed(redemptions, &ruleset.promotions),
            ruleset_revision,
            rules_version,
            difference,
        })
    }
}

/// As a list shows it.
pub(crate) fn row(zone: &TimeZone, language: Language, order: &StoredOrder) -> OrderRow {
    OrderRow {
        uuid: order.uuid.clone(),
        customer: order.customer.clone().unwrap_or_default(),
        received: calendar::moment(zone, language, order.received_at),
        state: match order.status {
            OrderStatus::Placed => OrderState::Placed,
            OrderStatus::Done => OrderState::Done,
            OrderStatus::Canceled => OrderState::Canceled,
        },
        total: order.total,
        discount: order.discount,
        points_spent: order.points_spent,
        points_earned: order.points_earned,
    }
}

fn redeemed(redemptions: Vec<Redemption>, promotions: &[Promotion]) -> Vec<RedeemedRow> {
    let names: HashMap<&str, &str> =
        promotions.iter().map(|promotion| (promotion.id.as_str(), promotion.name.as_str())).collect();
    let row = |redemption: Redemption| {
        let Redemption { thing, code_key, budget, gift_units, canceled_at, .. } = redemption;
        RedeemedRow {
            name: names.get(thing.as_str()).map_or_else(|| thing.clone(), |name| (*name).to_owned()),
            id: thing,
            code: code_key.unwrap_or_default(),
            budget,
            gift_units,
            given_back: canceled_at.is_some(),
        }
    };
    redemptions.into_iter().map(row).collect()
}
