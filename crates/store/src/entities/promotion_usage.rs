use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "promotion_usage")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub promotion_id: String,
    pub uses: i64,
    pub budget: i64,
    pub gift_units: i64,
    pub changed_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
