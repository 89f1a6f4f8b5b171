//! Customers of the retailer, and what a calculation needs to know of one.

use std::collections::{BTreeSet, HashMap};

use contract::document::Customer;
use engine::{Moment, facts};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement, UnionType},
};

use crate::{
    Filter, Result, Tx,
    access::{Access, Source},
    bulk::{self, MOST_KEYS},
    entities::{
        customer_usage,
        customers::{Column, Entity, Model},
        segment_members,
    },
    search_key,
};

impl<C: Source> Access<C> {
    /// What is known of a customer, by id or else as the owner of a loyalty card: in one query over indexes. None where
    /// neither the customers nor the segments know them.
    pub async fn facts(&self, customer_id: Option<&str>, card: Option<&str>) -> Result<Option<facts::Customer>> {
        let query = match (customer_id, card) {
            (Some(id), _) if is_storable(id) => facts_query(Column::Id.eq(id), Expr::value(id)),
            (None, Some(card)) if is_storable(card) => {
                let has_card = Column::LoyaltyCard.eq(card);
                let owner = Query::select().column(Column::Id).from(Entity).and_where(has_card.clone()).to_owned();
                facts_query(has_card, Expr::SubQuery(None, Box::new(owner.into())))
            }
            _ => return Ok(None),
        };
        let mut found: Option<facts::Customer> = None;
        let (mut segments, mut uses) = (BTreeSet::new(), HashMap::new());
        for row in self.db().query_all(&query).await? {
            let id: String = row.try_get("", "id")?;
            let segment: Option<String> = row.try_get("", "segment_id")?;
            let promotion: Option<String> = row.try_get("", "promotion_id")?;
            match (segment, promotion) {
                (None, None) => {
                    found = Some(facts::Customer {
                        id,
                        loyalty_card: row.try_get("", "loyalty_card")?,
                        tier: row.try_get("", "tier")?,
                        balance: row.try_get("", "balance")?,
                        orders: row.try_get("", "orders")?,
                        ..facts::Customer::default()
                    });
                    continue;
                }
                (Some(segment), _) => _ = segments.insert(segment),
                (None, Some(promotion)) => _ = uses.insert(promotion, row.try_get("", "orders")?),
            }
            found.get_or_insert_with(|| facts::Customer { id, ..facts::Customer::default() });
        }
        let segments = segments.into_iter().collect();
        Ok(found.map(|customer| facts::Customer { segments, uses, ..customer }))
    }

    pub async fn customer(&self, id: &str) -> Result<Option<Customer>> {
        Ok(Entity::find_by_id(id).one(self.db()).await?.map(customer))
    }

    /// A page in the order of the ids, searched by id and card; and how many on all pages.
    pub async fn list_customers(&self, filter: &Filter<'_>) -> Result<(Vec<Customer>, u64)> {
        let query = filter.search_in(Entity::find(), Column::SearchKey).order_by_asc(Column::Id);
        let (rows, total) = filter.page_of(query, self.source()).await?;
        Ok((rows.into_iter().map(customer).collect(), total))
    }

    /// At most `limit` customers in the order of their ids, those after the id `after`: for export, piece by piece.
    pub async fn customers_after(&self, after: Option<&str>, limit: u64) -> Result<Vec<Customer>> {
        let mut query = Entity::find().order_by_asc(Column::Id).limit(limit);
        if let Some(after) = after {
            query = query.filter(Column::Id.gt(after));
        }
        Ok(query.all(self.db()).await?.into_iter().map(customer).collect())
    }

    /// Who owns these cards: pairs of card and customer id.
    pub async fn card_owners(&self, cards: &[&str]) -> Result<Vec<(String, String)>> {
        let mut owners = Vec::new();
        for cards in cards.chunks(MOST_KEYS) {
            let query = Entity::find()
                .select_only()
                .column(Column::LoyaltyCard)
                .column(Column::Id)
                .filter(Column::LoyaltyCard.is_in(cards.iter().copied()))
                .order_by_asc(Column::LoyaltyCard);
            owners.extend(query.into_tuple::<(String, String)>().all(self.db()).await?);
        }
        Ok(owners)
    }
}

/// Which of a customer's fields are written; the others stay as they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CustomerFields {
    pub loyalty_card: bool,
    pub tier: bool,
    pub balance: bool,
    pub orders: bool,
}

impl CustomerFields {
    pub const ALL: Self = Self { loyalty_card: true, tier: true, balance: true, orders: true };
}

impl Tx {
    /// Inserts or replaces customers by their id; cards may change hands among them. Of several with one id the last
    /// counts. [`crate::StoreError::Duplicate`] where two customers would own one card.
    pub async fn upsert_customers(&self, customers: &[Customer], at: Moment) -> Result<()> {
        self.write_customers(customers, CustomerFields::ALL, at).await
    }

    /// The same with these fields only: of whom is new the others are empty.
    pub async fn write_customers(&self, customers: &[Customer], fields: CustomerFields, at: Moment) -> Result<()> {
        let customers = bulk::last_of_each(customers, |customer| customer.id.as_str());
        let ids: Vec<&str> = customers.keys().copied().collect();
        // Cards are laid down before they are taken up: two customers may swap theirs.
        for ids in ids.chunks(MOST_KEYS).filter(|_| fields.loyalty_card) {
            Entity::update_many()
                .col_expr(Column::LoyaltyCard, Expr::null())
                .filter(Column::Id.is_in(ids.iter().copied()))
                .filter(Column::LoyaltyCard.is_not_null())
                .exec(self.db())
                .await?;
        }
        let CustomerFields { loyalty_card, tier, balance, orders } = fields;
        let columns = [
            (loyalty_card, Column::LoyaltyCard),
            (loyalty_card, Column::SearchKey),
            (tier, Column::Tier),
            (balance, Column::Balance),
            (orders, Column::Orders),
            (true, Column::ChangedAt),
        ];
        let one_more = [(true, Column::Version), (balance, Column::Imports), (orders, Column::OrderImports)];
        let written = |of: &(bool, Column)| of.0.then_some(of.1);
        let mut replace = OnConflict::column(Column::Id);
        replace.update_columns(columns.iter().filter_map(written));
        for column in one_more.iter().filter_map(written) {
            replace.value(column, Expr::col((Entity, column)).add(1));
        }
        let rows = customers.into_values().map(|customer| row(customer, at)).collect();
        bulk::insert::<Entity>(self.db(), rows, Some(&replace)).await
    }

    /// Takes these cards from whoever has them.
    pub async fn lay_down_cards(&self, cards: &[&str]) -> Result<()> {
        for cards in cards.chunks(MOST_KEYS) {
            Entity::update_many()
                .col_expr(Column::LoyaltyCard, Expr::null())
                .filter(Column::LoyaltyCard.is_in(cards.iter().copied()))
                .exec(self.db())
                .await?;
        }
        Ok(())
    }

    /// Deletes all customers but these; how many.
    pub async fn delete_customers_not_in(&self, ids: &[&str]) -> Result<u64> {
        bulk::delete_others::<Entity>(self.db(), Column::Id, ids, &Condition::all()).await
    }
}

/// Postgres keeps no NUL, so nobody has such an id or card.
fn is_storable(text: &str) -> bool {
    !text.contains('\0')
}

/// The customer's row, one row for each membership of `id` in a segment, and one for each promotion that `id` used: in
/// `orders` of them.
fn facts_query(of_customer: Expr, id: Expr) -> SelectStatement {
    let memberships = Query::select()
        .column(segment_members::Column::CustomerId)
        .exprs([Expr::null(), Expr::null(), Expr::null(), Expr::null()])
        .column(segment_members::Column::SegmentId)
        .expr(Expr::null())
        .from(segment_members::Entity)
        .and_where(Expr::col(segment_members::Column::CustomerId).eq(id.clone()))
        .to_owned();
    let uses = Query::select()
        .column(customer_usage::Column::CustomerId)
        .exprs([Expr::null(), Expr::null(), Expr::null()])
        .column(customer_usage::Column::Uses)
        .expr(Expr::null())
        .column(customer_usage::Column::PromotionId)
        .from(customer_usage::Entity)
        .and_where(Expr::col(customer_usage::Column::CustomerId).eq(id))
        .and_where(Expr::col(customer_usage::Column::Uses).gt(0))
        .to_owned();
    Query::select()
        .columns([Column::Id, Column::LoyaltyCard, Column::Tier, Column::Balance, Column::Orders])
        .expr_as(Expr::null(), "segment_id")
        .expr_as(Expr::null(), "promotion_id")
        .from(Entity)
        .and_where(of_customer)
        .union(UnionType::All, memberships)
        .union(UnionType::All, uses)
        .to_owned()
}

pub(crate) fn row(customer: &Customer, at: Moment) -> Model {
    let Customer { id, loyalty_card, tier, balance, orders } = customer.clone();
    Model {
        search_key: search_key([Some(&id), loyalty_card.as_ref()].into_iter().flatten().map(String::as_str)),
        id,
        loyalty_card,
        tier,
        balance,
        orders,
        version: 1,
        changed_at: at.unix_secs(),
        imports: 1,
        order_imports: 1,
    }
}

pub(crate) fn customer(row: Model) -> Customer {
    let Model { id, loyalty_card, tier, balance, orders, search_key: _, version: _, changed_at: _, imports: _, order_imports: _ } =
        row;
    Customer { id, loyalty_card, tier, balance, orders }
}
