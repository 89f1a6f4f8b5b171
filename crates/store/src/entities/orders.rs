use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orders")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub uuid: String,
    pub group_id: Option<String>,
    pub customer_id: Option<String>,
    pub status: String,
    pub contents_hash: String,
    pub ruleset_hash: String,
    pub rules_version: i64,
    pub priced_at: i64,
    pub received_at: i64,
    pub canceled_at: Option<i64>,
    pub total: i64,
    pub discount: i64,
    pub points_spent: i64,
    pub points_earned: i64,
    pub customer_imports: Option<i64>,
    pub customer_order_imports: Option<i64>,
    pub answer: String,
    pub record: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
