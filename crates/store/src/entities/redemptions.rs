use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "redemptions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub door: String,
    pub uuid: String,
    pub holder: String,
    pub kind: String,
    pub thing_id: String,
    pub customer_id: Option<String>,
    pub code_key: Option<String>,
    pub budget: i64,
    pub gift_units: i64,
    pub at: i64,
    pub canceled_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
