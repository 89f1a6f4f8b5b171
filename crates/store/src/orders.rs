//! Placed orders, kept so that they can be explained a year later.

use engine::{Moment, Money};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    Filter, Result, Tx,
    access::{Access, Source},
    entities::{
        customers,
        orders::{Column, Entity, Model},
    },
    error::unreadable,
    search_key,
};

/// What has become of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderStatus {
    Placed,
    /// Delivered and paid: its points are earned.
    Done,
    Canceled,
}

impl OrderStatus {
    pub const ALL: [Self; 3] = [Self::Placed, Self::Done, Self::Canceled];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::Done => "done",
            Self::Canceled => "canceled",
        }
    }

    fn parse(word: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == word).ok_or_else(|| unreadable("status", &word))
    }
}

/// How often a customer's numbers had been imported: what changed before an import is not taken back after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CustomerImports {
    pub balance: i64,
    pub orders: i64,
}

/// An order as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredOrder {
    pub uuid: String,
    pub group: Option<String>,
    /// Whom it was counted for.
    pub customer: Option<String>,
    pub status: OrderStatus,
    /// Of what was ordered: tells a repetition from another order under the same number.
    pub contents_hash: String,
    pub ruleset_hash: String,
    pub rules_version: i64,
    /// The clock that it was priced by.
    pub priced_at: Moment,
    pub received_at: Moment,
    pub canceled_at: Option<Moment>,
    pub total: Money,
    pub discount: Money,
    pub points_spent: i64,
    pub points_earned: i64,
    /// How often the customer's numbers had been imported when it was counted.
    pub customer_imports: Option<CustomerImports>,
    /// What was answered, as JSON.
    pub answer: String,
    /// What it was priced from and why, as JSON.
    pub record: String,
}

impl<C: Source> Access<C> {
    pub async fn order(&self, uuid: &str) -> Result<Option<StoredOrder>> {
        Entity::find_by_id(uuid).one(self.db()).await?.map(stored).transpose()
    }

    /// A page of orders, newest first, and how many on all pages; of one customer, where one is named.
    pub async fn list_orders(&self, customer: Option<&str>, filter: &Filter<'_>) -> Result<(Vec<StoredOrder>, u64)> {
        let mut query = Entity::find().order_by_desc(Column::ReceivedAt).order_by_asc(Column::Uuid);
        if let Some(customer) = customer {
            query = query.filter(Column::CustomerId.eq(customer));
        }
        let (rows, total) = filter.page_of(query, self.source()).await?;
        Ok((rows.into_iter().map(stored).collect::<Result<_>>()?, total))
    }

    /// When the last order came in; none where none ever did.
    pub async fn last_order_at(&self) -> Result<Option<Moment>> {
        let query = Entity::find().select_only().column(Column::ReceivedAt).order_by_desc(Column::ReceivedAt).limit(1);
        Ok(query.into_tuple::<i64>().one(self.db()).await?.map(Moment))
    }
}

impl Tx {
    /// Stores a new order. [`crate::StoreError::Duplicate`] where its number is taken: whoever asks for it at the same time
    /// waits until this transaction ends.
    pub async fn insert_order(&self, order: &StoredOrder) -> Result<()> {
        let order = order.clone();
        let row = Model {
            uuid: order.uuid,
            group_id: order.group,
            customer_id: order.customer,
            status: order.status.as_str().to_owned(),
            contents_hash: order.contents_hash,
            ruleset_hash: order.ruleset_hash,
            rules_version: order.rules_version,
            priced_at: order.priced_at.unix_secs(),
            received_at: order.received_at.unix_secs(),
            canceled_at: order.canceled_at.map(Moment::unix_secs),
            total: order.total.0,
            discount: order.discount.0,
            points_spent: order.points_spent,
            points_earned: order.points_earned,
            customer_imports: order.customer_imports.map(|imports| imports.balance),
            customer_order_imports: order.customer_imports.map(|imports| imports.orders),
            answer: order.answer,
            record: order.record,
        };
        Entity::insert(row.into_active_model()).exec_without_returning(self.db()).await?;
        Ok(())
    }

    /// Cancels an order that is not canceled, and says what it was; none where somebody did before.
    pub async fn cancel_order(&self, uuid: &str, at: Moment) -> Result<Option<OrderStatus>> {
        for before in [OrderStatus::Placed, OrderStatus::Done] {
            let canceled = Entity::update_many()
                .col_expr(Column::Status, Expr::value(OrderStatus::Canceled.as_str()))
                .col_expr(Column::CanceledAt, Expr::value(at.unix_secs()))
                .filter(Column::Uuid.eq(uuid))
                .filter(Column::Status.eq(before.as_str()))
                .exec(self.db())
                .await?;
            if canceled.rows_affected == 1 {
                return Ok(Some(before));
            }
        }
        Ok(None)
    }

    /// Says that a placed order is done; false where it was so before, or is canceled.
    pub async fn finish_order(&self, uuid: &str) -> Result<bool> {
        let done = Entity::update_many()
            .col_expr(Column::Status, Expr::value(OrderStatus::Done.as_str()))
            .filter(Column::Uuid.eq(uuid))
            .filter(Column::Status.eq(OrderStatus::Placed.as_str()))
            .exec(self.db())
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// How many imports of this customer's numbers an order recorded in this transaction follows; and one order more of
    /// theirs, paid with so many points. None where they have fewer points. Whom nobody knew is known now.
    pub async fn count_order(&self, customer: &str, points: i64, at: Moment) -> Result<Option<CustomerImports>> {
        use customers::{Column, Entity, Model};

        let counted = Entity::update_many()
            .col_expr(Column::Orders, Expr::col(Column::Orders).add(1))
            .col_expr(Column::Balance, Expr::col(Column::Balance).sub(points))
            .col_expr(Column::ChangedAt, Expr::value(at.unix_secs()))
            .filter(Column::Id.eq(customer));
        let enough = |counted: sea_orm::UpdateMany<Entity>| match points {
            0 => counted,
            _ => counted.filter(Column::Balance.gte(points)),
        };
        let rows = enough(counted).exec_with_returning(self.db()).await?;
        if let Some(row) = rows.first() {
            return Ok(Some(imports_of(row)));
        }
        if points > 0 {
            return Ok(None);
        }
        let row = Model {
            id: customer.to_owned(),
            loyalty_card: None,
            tier: None,
            balance: 0,
            orders: 1,
            search_key: search_key([customer]),
            version: 1,
            changed_at: at.unix_secs(),
            imports: 0,
            order_imports: 0,
        };
        let one_more = sea_orm::sea_query::OnConflict::column(Column::Id)
            .value(Column::Orders, Expr::col((Entity, Column::Orders)).add(1))
            .to_owned();
        let row = Entity::insert(row.into_active_model()).on_conflict(one_more).exec_with_returning(self.db()).await?;
        Ok(Some(imports_of(&row)))
    }

    /// Adds to what a customer has, each unless it was imported since: then it is counted in already.
    pub async fn adjust_customer(
        &self,
        customer: &str,
        imports: CustomerImports,
        points: i64,
        orders: i64,
        at: Moment,
    ) -> Result<()> {
        use customers::{Column, Entity};

        for (column, more, imported, then) in [
            (Column::Balance, points, Column::Imports, imports.balance),
            (Column::Orders, orders, Column::OrderImports, imports.orders),
        ] {
            Entity::update_many()
                .col_expr(column, Expr::col(column).add(more))
                .col_expr(Column::ChangedAt, Expr::value(at.unix_secs()))
                .filter(Column::Id.eq(customer))
                .filter(imported.eq(then))
                .exec(self.db())
                .await?;
        }
        Ok(())
    }
}

fn imports_of(row: &customers::Model) -> CustomerImports {
    CustomerImports { balance: row.imports, orders: row.order_imports }
}

fn stored(row: Model) -> Result<StoredOrder> {
    Ok(StoredOrder {
        uuid: row.uuid,
        group: row.group_id,
        customer: row.customer_id,
        status: OrderStatus::parse(&row.status)?,
        contents_hash: row.contents_hash,
        ruleset_hash: row.ruleset_hash,
        rules_version: row.rules_version,
        priced_at: Moment(row.priced_at),
        received_at: Moment(row.received_at),
        canceled_at: row.canceled_at.map(Moment),
        total: Money(row.total),
        discount: Money(row.discount),
        points_spent: row.points_spent,
        points_earned: row.points_earned,
        customer_imports: row
            .customer_imports
            .map(|balance| CustomerImports { balance, orders: row.customer_order_imports.unwrap_or(balance) }),
        answer: row.answer,
        record: row.record,
    })
}
