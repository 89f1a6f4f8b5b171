//! Names of what rules refer to, for pickers and forms.

use std::collections::{BTreeMap, BTreeSet};

use contract::RuleKind;
use engine::{Money, rules::Status};
use sea_orm::{
    ConnectionTrait, EntityTrait, PaginatorTrait, QuerySelect,
    sea_query::{Cond, Expr, ExprTrait, IntoIden, Order, Query, SelectStatement},
};

use crate::{
    Result,
    access::{Access, Source},
    bulk::MOST_KEYS,
    entities::{categories, code_pools, products, segments, users, working_copies},
    list::contains,
};

/// A name for an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// `offer`, `product`, `category`, `vendor`, `segment`, `gift_options`, `promotion`, `promo_group`,
    /// `personal_offer`, `code_pool`.
    pub reference: String,
    pub id: String,
    pub name: String,
    /// Of offers.
    pub price: Option<Money>,
}

impl<C: Source> Access<C> {
    /// Things of a reference whose name or id contains `search`, in the order of their names, at most `limit`; archived
    /// ones are left out. None for a reference that has no names here.
    pub async fn find_names(&self, reference: &str, search: &str, limit: u64) -> Result<Vec<Name>> {
        let Some(names) = Names::of(reference) else {
            return Ok(Vec::new());
        };
        let mut query = names.select();
        query.cond_where(names.not_archived());
        if let Some(pattern) = contains(search) {
            query.and_where(names.search_key.clone().like(pattern));
        }
        query.order_by_expr(names.of_all(&names.search_key), Order::Asc).order_by_expr(names.id.clone(), Order::Asc).limit(limit);
        self.names(reference, &query).await
    }

    /// The names of these things (reference, id), archived ones as well; what is unknown is left out.
    pub async fn names_for(&self, things: &[(&str, &str)]) -> Result<Vec<Name>> {
        let mut ids_of: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (reference, id) in things {
            ids_of.entry(reference).or_default().insert(id);
        }
        let mut found = Vec::new();
        for (reference, ids) in ids_of {
            let Some(names) = Names::of(reference) else {
                continue;
            };
            for ids in ids.into_iter().collect::<Vec<_>>().chunks(MOST_KEYS) {
                let mut query = names.select();
                query.and_where(names.id.clone().is_in(ids.iter().copied())).order_by_expr(names.id.clone(), Order::Asc);
                found.extend(self.names(reference, &query).await?);
            }
        }
        Ok(found)
    }

    /// True where no rule, product or user was ever saved.
    pub async fn is_empty(&self) -> Result<bool> {
        Ok(working_copies::Entity::find().limit(1).count(self.db()).await? == 0
            && products::Entity::find().limit(1).count(self.db()).await? == 0
            && users::Entity::find().limit(1).count(self.db()).await? == 0)
    }

    async fn names(&self, reference: &str, query: &SelectStatement) -> Result<Vec<Name>> {
        let rows = self.db().query_all(query).await?;
        rows.iter()
            .map(|row| {
                Ok(Name {
                    reference: reference.to_owned(),
                    id: row.try_get("", "id")?,
                    name: row.try_get("", "name")?,
                    price: row.try_get::<Option<i64>>("", "price_minor")?.map(Money),
                })
            })
            .collect()
    }
}

/// Where the names of a reference are.
struct Names {
    query: SelectStatement,
    id: Expr,
    name: Expr,
    search_key: Expr,
    price: Expr,
    has_status: bool,
    /// Several rows may be one thing: the offers of a product, of a vendor.
    is_grouped: bool,
}

impl Names {
    fn of(reference: &str) -> Option<Self> {
        use products::Column as Product;

        Some(match reference {
            "offer" => Self {
                price: Expr::col(Product::PriceMinor),
                ..Self::in_table(products::Entity, Product::OfferId, Product::Name, Product::SearchKey)
            },
            "product" => Self::in_table(products::Entity, Product::ProductId, Product::Name, Product::SearchKey).grouped(),
            "vendor" => Self::in_table(products::Entity, Product::Vendor, Product::Vendor, Product::VendorKey).grouped(),
            "category" => Self::in_table(
                categories::Entity,
                categories::Column::Id,
                categories::Column::Name,
                categories::Column::SearchKey,
            ),
            "segment" => {
                Self::in_table(segments::Entity, segments::Column::Id, segments::Column::Name, segments::Column::SearchKey)
            }
            "code_pool" => {
                Self::in_table(code_pools::Entity, code_pools::Column::Id, code_pools::Column::Id, code_pools::Column::SearchKey)
            }
            kind => Self::of_kind(RuleKind::parse(kind)?),
        })
    }

    fn in_table(table: impl IntoIden, id: impl IntoIden, name: impl IntoIden, search_key: impl IntoIden) -> Self {
        Self {
            query: Query::select().from(table.into_iden()).to_owned(),
            id: Expr::col(id.into_iden()),
            name: Expr::col(name.into_iden()),
            search_key: Expr::col(search_key.into_iden()),
            price: Expr::null(),
            has_status: false,
            is_grouped: false,
        }
    }

    fn of_kind(kind: RuleKind) -> Self {
        use working_copies::{Column, Entity};

        let mut names = Self::in_table(Entity, Column::Id, Column::Name, Column::SearchKey);
        names.query.and_where(Expr::col(Column::Kind).eq(kind.as_str()));
        Self { has_status: true, ..names }
    }

    /// One thing for each id, without the rows that have none.
    fn grouped(mut self) -> Self {
        self.query.and_where(self.id.clone().is_not_null()).add_group_by([self.id.clone()]);
        Self { is_grouped: true, ..self }
    }

    fn not_archived(&self) -> Cond {
        let status = || Expr::col(working_copies::Column::Status);
        match self.has_status {
            true => Cond::any().add(status().is_null()).add(status().ne(Status::Archived.as_str())),
            false => Cond::all(),
        }
    }

    /// What all rows of one thing have, or the first of what they have.
    fn of_all(&self, column: &Expr) -> Expr {
        if self.is_grouped { column.clone().min() } else { column.clone() }
    }

    fn select(&self) -> SelectStatement {
        self.query
            .clone()
            .expr_as(self.id.clone(), "id")
            .expr_as(self.of_all(&self.name), "name")
            .expr_as(self.of_all(&self.price), "price_minor")
            .to_owned()
    }
}
