//! The catalogue's products: data, effective at once.

use std::collections::HashMap;

use engine::{Moment, Money, Percent, Product};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::NotSet,
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use crate::{
    Filter, Result, StoreError, Tx,
    access::{Access, Source},
    bulk::{self, MOST_KEYS},
    entities::{
        product_categories,
        products::{Column, Entity, Model},
    },
    search_key,
};

/// A product with what optimistic locking needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredProduct {
    pub product: Product,
    /// 1 when it is made; each save and import raises it.
    pub version: i64,
    pub changed_at: Moment,
}

/// Products that are read at once.
const PIECE: u64 = 5_000;

impl<C: Source> Access<C> {
    pub async fn product(&self, offer_id: &str) -> Result<Option<StoredProduct>> {
        let Some(row) = Entity::find_by_id(offer_id).one(self.db()).await? else {
            return Ok(None);
        };
        Ok(self.with_categories(vec![row]).await?.pop())
    }

    /// A page in the order of the names, searched by name, offer id, product id and vendor; and how many on all pages.
    pub async fn list_products(&self, filter: &Filter<'_>) -> Result<(Vec<StoredProduct>, u64)> {
        let query = filter.search_in(Entity::find(), Column::SearchKey);
        let query = query.order_by_asc(Column::SearchKey).order_by_asc(Column::OfferId);
        let (rows, total) = filter.page_of(query, self.source()).await?;
        Ok((self.with_categories(rows).await?, total))
    }

    /// Every product, in the order of the offer ids.
    pub async fn all_products(&self) -> Result<Vec<Product>> {
        let mut products: Vec<Product> = Vec::new();
        loop {
            let mut query = Entity::find().order_by_asc(Column::OfferId).limit(PIECE);
            if let Some(last) = products.last() {
                query = query.filter(Column::OfferId.gt(last.offer_id.as_str()));
            }
            let rows = query.all(self.db()).await?;
            if rows.is_empty() {
                return Ok(products);
            }
            products.extend(self.with_categories(rows).await?.into_iter().map(|stored| stored.product));
        }
    }

    /// The products of rows, in their order.
    async fn with_categories(&self, rows: Vec<Model>) -> Result<Vec<StoredProduct>> {
        use product_categories::{Column, Entity};

        let mut categories: HashMap<String, Vec<String>> = HashMap::new();
        for rows in rows.chunks(MOST_KEYS) {
            let query = Entity::find()
                .filter(Column::OfferId.is_in(rows.iter().map(|row| row.offer_id.as_str())))
                .order_by_asc(Column::OfferId)
                .order_by_asc(Column::Position);
            for product_categories::Model { offer_id, category_id, position: _ } in query.all(self.db()).await? {
                categories.entry(offer_id).or_default().push(category_id);
            }
        }
        let mut take = |offer_id: &str| categories.remove(offer_id).unwrap_or_default();
        Ok(rows
            .into_iter()
            .map(|row| {
                let category_ids = take(&row.offer_id);
                stored(row, category_ids)
            })
            .collect())
    }
}

impl Tx {
    /// A new product; [`crate::StoreError::Duplicate`] where the offer id is taken.
    pub async fn insert_product(&self, product: &Product, at: Moment) -> Result<()> {
        Entity::insert(row(product, at).into_active_model()).exec_without_returning(self.db()).await?;
        self.set_product_categories(&[product]).await
    }

    /// Replaces the product that has `seen_version`; its new version, or [`crate::StoreError::Conflict`].
    pub async fn update_product(&self, product: &Product, seen_version: i64, at: Moment) -> Result<i64> {
        let version = seen_version + 1;
        let mut change = row(product, at).into_active_model().reset_all();
        change.offer_id = NotSet;
        change.version = Set(version);
        let update = Entity::update_many()
            .set(change)
            .filter(Column::OfferId.eq(product.offer_id.as_str()))
            .filter(Column::Version.eq(seen_version));
        if update.exec(self.db()).await?.rows_affected == 0 {
            return Err(StoreError::Conflict);
        }
        self.set_product_categories(&[product]).await?;
        Ok(version)
    }

    /// Inserts or replaces products by their offer id. Of several with one id the last counts.
    pub async fn upsert_products(&self, products: &[Product], at: Moment) -> Result<()> {
        let products: Vec<&Product> = bulk::last_of_each(products, |product| product.offer_id.as_str()).into_values().collect();
        let replace = OnConflict::column(Column::OfferId)
            .update_columns([
                Column::ProductId,
                Column::Name,
                Column::SearchKey,
                Column::PriceMinor,
                Column::Vendor,
                Column::VendorKey,
                Column::MaxDiscountBp,
                Column::NoDiscounts,
                Column::UseBonuses,
                Column::Available,
                Column::ChangedAt,
            ])
            .value(Column::Version, Expr::col((Entity, Column::Version)).add(1))
            .to_owned();
        let rows = products.iter().map(|product| row(product, at)).collect();
        bulk::insert::<Entity>(self.db(), rows, Some(&replace)).await?;
        self.set_product_categories(&products).await
    }

    /// Deletes all products but these; how many.
    pub async fn delete_products_not_in(&self, offer_ids: &[&str]) -> Result<u64> {
        bulk::delete_others::<Entity>(self.db(), Column::OfferId, offer_ids, &Condition::all()).await
    }

    async fn set_product_categories(&self, products: &[&Product]) -> Result<()> {
        use product_categories::{Column, Entity, Model};

        let offer_ids: Vec<&str> = products.iter().map(|product| product.offer_id.as_str()).collect();
        bulk::delete::<Entity>(self.db(), Column::OfferId, &offer_ids, &Condition::all()).await?;
        let rows = products.iter().flat_map(|product| {
            (0..).zip(&product.category_ids).map(|(position, category_id)| Model {
                offer_id: product.offer_id.clone(),
                category_id: category_id.clone(),
                position,
            })
        });
        // A category that is named twice counts once.
        let once = OnConflict::columns([Column::OfferId, Column::CategoryId]).do_nothing().to_owned();
        bulk::insert::<Entity>(self.db(), rows.collect(), Some(&once)).await
    }
}

fn row(product: &Product, at: Moment) -> Model {
    let Product {
        offer_id,
        product_id,
        name,
        price,
        category_ids: _,
        vendor,
        max_discount_percent,
        no_discounts,
        use_bonuses,
        available,
    } = product.clone();
    Model {
        search_key: search_key(
            [Some(&name), Some(&offer_id), product_id.as_ref(), vendor.as_ref()].into_iter().flatten().map(String::as_str),
        ),
        offer_id,
        product_id,
        name,
        price_minor: price.map(Money::minor),
        vendor_key: vendor.as_deref().map(engine::code::key),
        vendor,
        max_discount_bp: max_discount_percent.basis_points(),
        no_discounts,
        use_bonuses,
        available,
        version: 1,
        changed_at: at.unix_secs(),
    }
}

fn stored(row: Model, category_ids: Vec<String>) -> StoredProduct {
    let Model {
        offer_id,
        product_id,
        name,
        search_key: _,
        price_minor,
        vendor,
        vendor_key: _,
        max_discount_bp,
        no_discounts,
        use_bonuses,
        available,
        version,
        changed_at,
    } = row;
    let product = Product {
        offer_id,
        product_id,
        name,
        price: price_minor.map(Money),
        category_ids,
        vendor,
        max_discount_percent: Percent(max_discount_bp),
        no_discounts,
        use_bonuses,
        available,
    };
    StoredProduct { product, version, changed_at: Moment(changed_at) }
}
