use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pool_codes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code_key: String,
    pub code: String,
    pub pool_id: String,
    pub active: bool,
    pub made_at: i64,
    pub owner: Option<String>,
    pub given_at: Option<i64>,
    pub redeemed_by: Option<String>,
    pub redeemed_by_customer: Option<String>,
    pub redeemed_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
