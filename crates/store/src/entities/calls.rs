use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calls")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub at_ms: i64,
    pub kind: String,
    pub result: String,
    pub status: i64,
    pub duration_us: i64,
    pub key_name: Option<String>,
    pub customer_id: Option<String>,
    pub code_hash: Option<String>,
    pub orders: Option<String>,
    pub ruleset_revision: i64,
    pub request: Option<String>,
    pub answer: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
