use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub loyalty_card: Option<String>,
    pub tier: Option<String>,
    pub balance: i64,
    pub orders: i64,
    pub search_key: String,
    pub version: i64,
    pub changed_at: i64,
    pub imports: i64,
    pub order_imports: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
