use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "products")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub offer_id: String,
    pub product_id: Option<String>,
    pub name: String,
    pub search_key: String,
    pub price_minor: Option<i64>,
    pub vendor: Option<String>,
    pub vendor_key: Option<String>,
    pub max_discount_bp: i64,
    pub no_discounts: bool,
    pub use_bonuses: bool,
    pub available: bool,
    pub version: i64,
    pub changed_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
