//! What has been used up: guarded, so that nothing limited is ever given twice.
//!
//! A limit is never read and then written: one statement raises the number where it is still below the limit, and says
//! whether it did. Rows are taken in the order of the promotions' ids, so that no two transactions wait for each other.

use std::collections::HashMap;

use engine::{Moment, Money, Quantity, facts::Used, rules::Limits};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use crate::{
    Filter, Result, Tx,
    access::{Access, Source},
    bulk::MOST_KEYS,
    entities::{
        customer_usage, pool_codes, promotion_usage,
        redemptions::{self, Column, Entity, Model},
        uses,
    },
};

/// What something redeems at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redemption {
    /// `order` or `till`.
    pub door: String,
    pub uuid: String,
    /// Whoever shares the use: the group of the order, else the order itself.
    pub holder: String,
    /// `promotion` or `personal_offer`.
    pub kind: String,
    pub thing: String,
    pub customer: Option<String>,
    /// As it is compared (R14).
    pub code_key: Option<String>,
    /// Money off, and gifts at catalogue price.
    pub budget: Money,
    pub gift_units: Quantity,
    pub at: Moment,
    pub canceled_at: Option<Moment>,
}

impl<C: Source> Access<C> {
    /// What has been used up of these promotions; those that are not there are unused.
    pub async fn usage_of(&self, promotions: &[&str]) -> Result<Vec<(String, Used)>> {
        use promotion_usage::{Column, Entity};

        let mut used = Vec::new();
        for ids in promotions.chunks(MOST_KEYS) {
            let rows = Entity::find().filter(Column::PromotionId.is_in(ids.iter().copied())).all(self.db()).await?;
            used.extend(rows.into_iter().map(usage));
        }
        Ok(used)
    }

    /// What has been used up of the promotions of which anything changed since a time in milliseconds.
    pub async fn usage_since(&self, since_ms: i64) -> Result<Vec<(String, Used)>> {
        use promotion_usage::{Column, Entity};

        let rows = Entity::find().filter(Column::ChangedAtMs.gte(since_ms)).all(self.db()).await?;
        Ok(rows.into_iter().map(usage).collect())
    }

    /// The promotions of which a holder has a use.
    pub async fn uses_of(&self, holder: &str) -> Result<Vec<String>> {
        use uses::{Column, Entity};

        let query = Entity::find().select_only().column(Column::PromotionId).filter(Column::Holder.eq(holder));
        Ok(query.filter(Column::Orders.gt(0)).into_tuple().all(self.db()).await?)
    }

    /// What an order, or a till, redeemed; in the order of the ids of what was redeemed.
    pub async fn redemptions_of(&self, door: &str, uuid: &str) -> Result<Vec<Redemption>> {
        let query = Entity::find().filter(Column::Door.eq(door)).filter(Column::Uuid.eq(uuid));
        let query = query.order_by_asc(Column::Kind).order_by_asc(Column::ThingId);
        Ok(query.all(self.db()).await?.into_iter().map(redemption).collect())
    }

    /// A page of what was redeemed by a code, newest first, and how many on all pages.
    pub async fn redemptions_by_code(&self, code_key: &str, filter: &Filter<'_>) -> Result<(Vec<Redemption>, u64)> {
        let query = Entity::find().filter(Column::CodeKey.eq(code_key)).order_by_desc(Column::Id);
        let (rows, total) = filter.page_of(query, self.source()).await?;
        Ok((rows.into_iter().map(redemption).collect(), total))
    }

    /// The codes that a customer redeemed and did not give back, as they are compared.
    pub async fn redeemed_codes_of(&self, customer: &str) -> Result<Vec<String>> {
        let query = Entity::find()
            .select_only()
            .column(Column::CodeKey)
            .distinct()
            .filter(Column::CustomerId.eq(customer))
            .filter(Column::CodeKey.is_not_null())
            .filter(Column::CanceledAt.is_null());
        Ok(query.into_tuple().all(self.db()).await?)
    }

    /// How many redemptions there are, given back or not.
    pub async fn count_redemptions(&self) -> Result<u64> {
        use sea_orm::PaginatorTrait;

        Ok(Entity::find().count(self.db()).await?)
    }

    /// Everything that is counted, counted again from the redemptions: by promotion, and by customer and promotion.
    /// For tests, and for whoever does not trust the numbers.
    pub async fn recount(&self) -> Result<(HashMap<String, Used>, HashMap<(String, String), i64>)> {
        let rows = Entity::find()
            .filter(Column::Kind.eq("promotion"))
            .filter(Column::CanceledAt.is_null())
            .order_by_asc(Column::Id)
            .all(self.db())
            .await?;
        let (mut promotions, mut customers) = (HashMap::new(), HashMap::new());
        let mut shared = std::collections::HashSet::new();
        for row in rows {
            let used: &mut Used = promotions.entry(row.thing_id.clone()).or_default();
            used.budget.0 += row.budget;
            used.gift_units.0 += row.gift_units;
            if shared.insert((row.holder, row.thing_id.clone())) {
                used.uses += 1;
                if let Some(customer) = row.customer_id {
                    *customers.entry((customer, row.thing_id)).or_default() += 1;
                }
            }
        }
        Ok((promotions, customers))
    }

    /// All numbers as they are counted: by promotion, and by customer and promotion. Where nothing is used they are left out.
    pub async fn counted(&self) -> Result<(HashMap<String, Used>, HashMap<(String, String), i64>)> {
        let promotions = promotion_usage::Entity::find().all(self.db()).await?.into_iter().map(usage);
        let customers = customer_usage::Entity::find().filter(customer_usage::Column::Uses.gt(0)).all(self.db()).await?;
        let customers = customers.into_iter().map(|row| ((row.customer_id, row.promotion_id), row.uses));
        Ok((promotions.filter(|(_, used)| *used != Used::default()).collect(), customers.collect()))
    }
}

impl Tx {
    /// Makes the holder share a use of a promotion; true where it had none, so that one has to be taken.
    pub async fn hold_use(&self, holder: &str, promotion: &str) -> Result<bool> {
        use uses::{Column, Entity, Model};

        let row = Model { holder: holder.to_owned(), promotion_id: promotion.to_owned(), orders: 1 };
        let one_more = OnConflict::columns([Column::Holder, Column::PromotionId])
            .value(Column::Orders, Expr::col((Entity, Column::Orders)).add(1))
            .to_owned();
        let row = Entity::insert(row.into_active_model()).on_conflict(one_more).exec_with_returning(self.db()).await?;
        Ok(row.orders == 1)
    }

    /// The reverse; true where nobody shares the use any longer, so that it has to be given back.
    pub async fn release_use(&self, holder: &str, promotion: &str) -> Result<bool> {
        use uses::{Column, Entity};

        let rows = Entity::update_many()
            .col_expr(Column::Orders, Expr::col(Column::Orders).sub(1))
            .filter(Column::Holder.eq(holder))
            .filter(Column::PromotionId.eq(promotion))
            .filter(Column::Orders.gt(0))
            .exec_with_returning(self.db())
            .await?;
        Ok(rows.first().is_some_and(|row| row.orders == 0))
    }

    /// Uses so much of a promotion up, where its limits have room for all of it; false where they have not.
    pub async fn use_up(&self, promotion: &str, amount: Used, limits: &Limits, at_ms: i64) -> Result<bool> {
        use promotion_usage::{Column, Entity, Model};

        let mut guarded = Entity::update_many()
            .col_expr(Column::Uses, Expr::col(Column::Uses).add(amount.uses))
            .col_expr(Column::Budget, Expr::col(Column::Budget).add(amount.budget.0))
            .col_expr(Column::GiftUnits, Expr::col(Column::GiftUnits).add(amount.gift_units.0))
            .col_expr(Column::ChangedAtMs, Expr::value(at_ms))
            .filter(Column::PromotionId.eq(promotion));
        let caps = [
            (Column::Uses, amount.uses, limits.uses),
            (Column::Budget, amount.budget.0, limits.budget.map(|most| most.0)),
            (Column::GiftUnits, amount.gift_units.0, limits.gift_units.map(|most| most.0)),
        ];
        for (column, amount, most) in caps {
            if let Some(most) = most.filter(|_| amount > 0) {
                guarded = guarded.filter(column.lte(most.saturating_sub(amount)));
            }
        }
        if guarded.clone().exec(self.db()).await?.rows_affected == 1 {
            return Ok(true);
        }
        // The first use makes the row; whoever makes it at the same time waits here.
        let row = Model { promotion_id: promotion.to_owned(), uses: 0, budget: 0, gift_units: 0, changed_at_ms: at_ms };
        let keep = OnConflict::column(Column::PromotionId).do_nothing().to_owned();
        Entity::insert(row.into_active_model()).on_conflict(keep).exec_without_returning(self.db()).await?;
        Ok(guarded.exec(self.db()).await?.rows_affected == 1)
    }

    /// Gives back what was used up.
    pub async fn give_back(&self, promotion: &str, amount: Used, at_ms: i64) -> Result<()> {
        use promotion_usage::{Column, Entity};

        Entity::update_many()
            .col_expr(Column::Uses, Expr::col(Column::Uses).sub(amount.uses))
            .col_expr(Column::Budget, Expr::col(Column::Budget).sub(amount.budget.0))
            .col_expr(Column::GiftUnits, Expr::col(Column::GiftUnits).sub(amount.gift_units.0))
            .col_expr(Column::ChangedAtMs, Expr::value(at_ms))
            .filter(Column::PromotionId.eq(promotion))
            .exec(self.db())
            .await?;
        Ok(())
    }

    /// One use more by a customer, where they have fewer than `most`; false where they have not.
    pub async fn use_up_for(&self, customer: &str, promotion: &str, most: Option<i64>) -> Result<bool> {
        use customer_usage::{Column, Entity, Model};

        let mut guarded = Entity::update_many()
            .col_expr(Column::Uses, Expr::col(Column::Uses).add(1))
            .filter(Column::CustomerId.eq(customer))
            .filter(Column::PromotionId.eq(promotion));
        if let Some(most) = most {
            guarded = guarded.filter(Column::Uses.lt(most));
        }
        if guarded.clone().exec(self.db()).await?.rows_affected == 1 {
            return Ok(true);
        }
        let row = Model { customer_id: customer.to_owned(), promotion_id: promotion.to_owned(), uses: 0 };
        let keep = OnConflict::columns([Column::CustomerId, Column::PromotionId]).do_nothing().to_owned();
        Entity::insert(row.into_active_model()).on_conflict(keep).exec_without_returning(self.db()).await?;
        Ok(guarded.exec(self.db()).await?.rows_affected == 1)
    }

    pub async fn give_back_for(&self, customer: &str, promotion: &str) -> Result<()> {
        use customer_usage::{Column, Entity};

        Entity::update_many()
            .col_expr(Column::Uses, Expr::col(Column::Uses).sub(1))
            .filter(Column::CustomerId.eq(customer))
            .filter(Column::PromotionId.eq(promotion))
            .filter(Column::Uses.gt(0))
            .exec(self.db())
            .await?;
        Ok(())
    }

    /// Redeems a code of a pool, where nobody but this holder has, it is switched on, and it is nobody else's.
    pub async fn redeem_pool_code(&self, code_key: &str, holder: &str, customer: Option<&str>, at: Moment) -> Result<bool> {
        use pool_codes::{Column, Entity};
        use sea_orm::Condition;

        let of_holder = Condition::any().add(Column::RedeemedBy.is_null()).add(Column::RedeemedBy.eq(holder));
        let mut theirs = Condition::any().add(Column::Owner.is_null());
        if let Some(customer) = customer {
            theirs = theirs.add(Column::Owner.eq(customer));
        }
        let redeemed = Entity::update_many()
            .col_expr(Column::RedeemedBy, Expr::value(holder))
            .col_expr(Column::RedeemedByCustomer, Expr::value(customer.map(str::to_owned)))
            .col_expr(Column::RedeemedAt, Expr::value(at.unix_secs()))
            .filter(Column::CodeKey.eq(code_key))
            .filter(Column::Active.eq(true))
            .filter(of_holder)
            .filter(theirs)
            .exec(self.db())
            .await?;
        Ok(redeemed.rows_affected == 1)
    }

    /// A code of a pool that this holder redeemed can be redeemed again.
    pub async fn give_back_pool_code(&self, code_key: &str, holder: &str) -> Result<()> {
        use pool_codes::{Column, Entity};

        Entity::update_many()
            .col_expr(Column::RedeemedBy, Expr::value(Option::<String>::None))
            .col_expr(Column::RedeemedByCustomer, Expr::value(Option::<String>::None))
            .col_expr(Column::RedeemedAt, Expr::value(Option::<i64>::None))
            .filter(Column::CodeKey.eq(code_key))
            .filter(Column::RedeemedBy.eq(holder))
            .exec(self.db())
            .await?;
        Ok(())
    }

    pub async fn insert_redemptions(&self, rows: &[Redemption]) -> Result<()> {
        let rows: Vec<_> = rows.iter().cloned().map(row).collect();
        if !rows.is_empty() {
            redemptions::Entity::insert_many(rows).exec_without_returning(self.db()).await?;
        }
        Ok(())
    }

    /// Marks what an order, or a till, redeemed as given back; false where there is nothing, or no longer.
    pub async fn cancel_redemptions(&self, door: &str, uuid: &str, at: Moment) -> Result<bool> {
        let canceled = Entity::update_many()
            .col_expr(Column::CanceledAt, Expr::value(at.unix_secs()))
            .filter(Column::Door.eq(door))
            .filter(Column::Uuid.eq(uuid))
            .filter(Column::CanceledAt.is_null())
            .exec(self.db())
            .await?;
        Ok(canceled.rows_affected > 0)
    }

    /// True where others that are not given back still stand on this holder's use of the code.
    pub async fn code_is_held(&self, code_key: &str, holder: &str) -> Result<bool> {
        let query = Entity::find()
            .filter(Column::CodeKey.eq(code_key))
            .filter(Column::Holder.eq(holder))
            .filter(Column::CanceledAt.is_null());
        Ok(query.one(self.db()).await?.is_some())
    }
}

fn usage(row: promotion_usage::Model) -> (String, Used) {
    let promotion_usage::Model { promotion_id, uses, budget, gift_units, changed_at_ms: _ } = row;
    (promotion_id, Used { uses, budget: Money(budget), gift_units: Quantity(gift_units) })
}

fn row(redemption: Redemption) -> redemptions::ActiveModel {
    use sea_orm::ActiveValue::{NotSet, Set};

    let Redemption { door, uuid, holder, kind, thing, customer, code_key, budget, gift_units, at, canceled_at } = redemption;
    redemptions::ActiveModel {
        id: NotSet,
        door: Set(door),
        uuid: Set(uuid),
        holder: Set(holder),
        kind: Set(kind),
        thing_id: Set(thing),
        customer_id: Set(customer),
        code_key: Set(code_key),
        budget: Set(budget.0),
        gift_units: Set(gift_units.0),
        at: Set(at.unix_secs()),
        canceled_at: Set(canceled_at.map(Moment::unix_secs)),
    }
}

fn redemption(row: Model) -> Redemption {
    let Model { id: _, door, uuid, holder, kind, thing_id, customer_id, code_key, budget, gift_units, at, canceled_at } = row;
    Redemption {
        door,
        uuid,
        holder,
        kind,
        thing: thing_id,
        customer: customer_id,
        code_key,
        budget: Money(budget),
        gift_units: Quantity(gift_units),
        at: Moment(at),
        canceled_at: canceled_at.map(Moment),
    }
}
