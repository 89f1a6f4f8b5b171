//! Forgetting a customer: what is theirs alone goes, and in what stays a keyed hash stands for their id.
//!
//! JSON is searched as text for the quoted id, which may find more than was meant; what is found is then looked at.

use contract::document::Customer;
use engine::Moment;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, LikeExpr, OnConflict},
};

use crate::{
    Result, Revision, Tx,
    access::{Access, Source},
    customers::{customer, row},
    entities::{audit_log, customer_usage, customers, orders, pool_codes, redemptions, revisions, segment_members},
    list::{ESCAPE, escaped},
};

/// The parts of an order that may say who placed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderTexts {
    pub uuid: String,
    pub customer: Option<String>,
    pub contents_hash: String,
    pub record: String,
}

/// The parts of a row of the audit log that may name a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditText {
    pub row: i64,
    pub kind: String,
    pub id: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl<C: Source> Access<C> {
    /// The numbers of the orders of a customer.
    pub async fn order_numbers_of(&self, customer: &str) -> Result<Vec<String>> {
        let query = orders::Entity::find().select_only().column(orders::Column::Uuid);
        let query = query.filter(orders::Column::CustomerId.eq(customer)).order_by_asc(orders::Column::Uuid);
        Ok(query.into_tuple().all(self.db()).await?)
    }

    /// The numbers of the orders whose JSON has one of these strings; of those received since a time, where one is given.
    /// Reads all of them: slow, and nothing to do while something is locked.
    pub async fn order_numbers_with(&self, strings: &[&str], since: Option<Moment>) -> Result<Vec<String>> {
        use orders::{Column, Entity};

        let mut query = Entity::find().select_only().column(Column::Uuid).filter(any_has(&[Column::Record], strings));
        if let Some(since) = since {
            query = query.filter(Column::ReceivedAt.gte(since.unix_secs()));
        }
        Ok(query.order_by_asc(Column::Uuid).into_tuple().all(self.db()).await?)
    }

    pub async fn order_texts(&self, uuid: &str) -> Result<Option<OrderTexts>> {
        let row = orders::Entity::find_by_id(uuid).one(self.db()).await?;
        Ok(row.map(|row| OrderTexts {
            uuid: row.uuid,
            customer: row.customer_id,
            contents_hash: row.contents_hash,
            record: row.record,
        }))
    }

    /// Rows of the audit log that are about one of these things, or whose JSON has one of these strings.
    pub async fn audit_texts_with(&self, strings: &[&str]) -> Result<Vec<AuditText>> {
        use audit_log::{Column, Entity};

        let about = Condition::all().add(Column::Kind.eq("customer")).add(Column::ThingId.is_in(strings.iter().copied()));
        let query = Entity::find().filter(any_has(&[Column::Before, Column::After], strings).add(about));
        let rows = query.order_by_asc(Column::Id).all(self.db()).await?;
        Ok(rows
            .into_iter()
            .map(|row| AuditText { row: row.id, kind: row.kind, id: row.thing_id, before: row.before, after: row.after })
            .collect())
    }

    /// Published revisions whose JSON has this string, in the order of kind, id and number.
    pub async fn revisions_with(&self, string: &str) -> Result<Vec<Revision>> {
        use revisions::{Column, Entity};

        let query = Entity::find().filter(any_has(&[Column::Body], &[string]));
        let query = query.order_by_asc(Column::Kind).order_by_asc(Column::Id).order_by_asc(Column::Revision);
        query.all(self.db()).await?.into_iter().map(Revision::try_from).collect()
    }
}

impl Tx {
    /// Deletes a customer's row; what it was. Orders of theirs that are being recorded are waited for, and those that come
    /// wait until this transaction ends.
    pub async fn delete_customer(&self, id: &str, at: Moment) -> Result<Option<Customer>> {
        use customers::{Column, Entity};

        // Whoever is about to make the row would not be seen: this waits for them.
        let nobody = Customer { id: id.to_owned(), loyalty_card: None, tier: None, balance: 0, orders: 0 };
        let keep = OnConflict::column(Column::Id).do_nothing().to_owned();
        let made = Entity::insert(row(&nobody, at).into_active_model()).on_conflict(keep);
        let was_there = made.exec_without_returning(self.db()).await? == 0;
        let deleted = Entity::find_by_id(id).one(self.db()).await?.map(customer);
        Entity::delete_by_id(id).exec(self.db()).await?;
        Ok(deleted.filter(|_| was_there))
    }

    /// Takes a customer out of all segments, whoever put them there; how many rows.
    pub async fn delete_memberships_of(&self, customer: &str) -> Result<u64> {
        use segment_members::{Column, Entity};

        Ok(Entity::delete_many().filter(Column::CustomerId.eq(customer)).exec(self.db()).await?.rows_affected)
    }

    /// Deletes what a customer used up of promotions; the promotions' own totals stay. How many rows.
    pub async fn delete_usage_of(&self, customer: &str) -> Result<u64> {
        use customer_usage::{Column, Entity};

        Ok(Entity::delete_many().filter(Column::CustomerId.eq(customer)).exec(self.db()).await?.rows_affected)
    }

    /// Names the customer who was given, or redeemed, codes of pools otherwise; how many codes.
    pub async fn rename_holder_of_codes(&self, customer: &str, name: &str) -> Result<u64> {
        use pool_codes::{Column, Entity};

        let mut codes = 0;
        for column in [Column::Owner, Column::RedeemedByCustomer] {
            let renamed = Entity::update_many().col_expr(column, Expr::value(name)).filter(column.eq(customer));
            codes += renamed.exec(self.db()).await?.rows_affected;
        }
        Ok(codes)
    }

    /// The same of redemptions.
    pub async fn rename_customer_of_redemptions(&self, customer: &str, name: &str) -> Result<u64> {
        use redemptions::{Column, Entity};

        let renamed = Entity::update_many()
            .col_expr(Column::CustomerId, Expr::value(name))
            .filter(Column::CustomerId.eq(customer))
            .exec(self.db())
            .await?;
        Ok(renamed.rows_affected)
    }

    pub async fn replace_order_texts(&self, order: &OrderTexts) -> Result<()> {
        use orders::{Column, Entity};

        let OrderTexts { uuid, customer, contents_hash, record } = order.clone();
        Entity::update_many()
            .col_expr(Column::CustomerId, Expr::value(customer))
            .col_expr(Column::ContentsHash, Expr::value(contents_hash))
            .col_expr(Column::Record, Expr::value(record))
            .filter(Column::Uuid.eq(uuid))
            .exec(self.db())
            .await?;
        Ok(())
    }

    pub async fn replace_audit_text(&self, text: &AuditText) -> Result<()> {
        use audit_log::{Column, Entity};

        let AuditText { row, kind: _, id, before, after } = text.clone();
        Entity::update_many()
            .col_expr(Column::ThingId, Expr::value(id))
            .col_expr(Column::Before, Expr::value(before))
            .col_expr(Column::After, Expr::value(after))
            .filter(Column::Id.eq(row))
            .exec(self.db())
            .await?;
        Ok(())
    }
}

/// True where one of the columns has one of the strings, as JSON writes them.
pub(crate) fn any_has<C: ColumnTrait>(columns: &[C], strings: &[&str]) -> Condition {
    let mut condition = Condition::any();
    for string in strings {
        // A pattern takes no NUL, and neither does a database.
        let quoted = serde_json::Value::from(*string).to_string();
        let pattern = format!("%{}%", escaped(&quoted));
        for column in columns {
            condition = condition.add(column.like(LikeExpr::new(pattern.clone()).escape(ESCAPE)));
        }
    }
    condition
}
