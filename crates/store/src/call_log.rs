//! Calls of webhooks: a database of its own on SQLite, so that writing them holds up nobody; a table on Postgres.

use contract::views::{CallKind, CallResult};
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, Condition, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Set, sea_query::Query,
};

use crate::{
    Options, Result, Store,
    access::Source,
    entities::calls::{ActiveModel, Column, Entity, Model},
    error::unreadable,
    forget::any_has,
};

/// The log: its readers and its writer. Cheap to clone.
#[derive(Debug, Clone)]
pub struct CallLog {
    store: Store,
}

/// A call to be written, masked already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCall {
    /// When it arrived, in Unix milliseconds.
    pub at_ms: i64,
    pub kind: CallKind,
    pub status: u16,
    pub duration_us: i64,
    /// Of the caller's key; none where it had none.
    pub key_name: Option<String>,
    pub customer: Option<String>,
    pub code_hash: Option<String>,
    /// Their numbers.
    pub orders: Vec<String>,
    pub ruleset_revision: i64,
    /// None where it is not kept.
    pub request: Option<String>,
    pub answer: String,
}

/// A call that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCall {
    pub id: i64,
    pub result: CallResult,
    pub call: NewCall,
}

/// Which calls; what is none leaves nothing out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CallFilter<'a> {
    pub kind: Option<CallKind>,
    pub result: Option<CallResult>,
    pub customer: Option<&'a str>,
    pub code_hash: Option<&'a str>,
    /// Those that were written before this one.
    pub before: Option<i64>,
}

impl CallLog {
    /// A database of its own, made if it is missing.
    pub async fn connect(url: &str, options: &Options) -> Result<Self> {
        Ok(Self { store: Store::connect(url, options).await? })
    }

    /// In the same database as all else.
    pub fn beside(store: &Store) -> Self {
        Self { store: store.clone() }
    }

    /// For migrations.
    pub fn connection(&self) -> &DatabaseConnection {
        self.store.connection()
    }

    /// Writes all of them, or none.
    pub async fn insert(&self, calls: &[NewCall]) -> Result<()> {
        // Requests and answers are long: few of them make a statement that is long enough.
        const AT_ONCE: usize = 50;
        let tx = self.store.begin().await?;
        for chunk in calls.chunks(AT_ONCE) {
            Entity::insert_many(chunk.iter().map(row)).exec_without_returning(tx.db()).await?;
        }
        tx.commit().await
    }

    /// So many calls at most, the newest first.
    pub async fn list(&self, filter: &CallFilter<'_>, limit: u64) -> Result<Vec<StoredCall>> {
        let CallFilter { kind, result, customer, code_hash, before } = *filter;
        let query = Entity::find()
            .apply_if(kind, |query, kind| query.filter(Column::Kind.eq(kind.as_str())))
            .apply_if(result, |query, result| query.filter(Column::Result.eq(result.as_str())))
            .apply_if(customer, |query, customer| query.filter(Column::CustomerId.eq(customer)))
            .apply_if(code_hash, |query, hash| query.filter(Column::CodeHash.eq(hash)))
            .apply_if(before, |query, before| query.filter(Column::Id.lt(before)));
        let rows = query.order_by_desc(Column::Id).limit(limit).all(self.store.source().connection()).await?;
        rows.into_iter().map(StoredCall::try_from).collect()
    }

    pub async fn call(&self, id: i64) -> Result<Option<StoredCall>> {
        Entity::find_by_id(id).one(self.store.source().connection()).await?.map(StoredCall::try_from).transpose()
    }

    /// Deletes calls that arrived before, so many at most; how many.
    pub async fn delete_older_than(&self, at_ms: i64, at_most: u64) -> Result<u64> {
        let old = Query::select()
            .column(Column::Id)
            .from(Entity)
            .and_where(Column::AtMs.lt(at_ms))
            .order_by(Column::AtMs, sea_orm::Order::Asc)
            .limit(at_most)
            .to_owned();
        let deleted = Entity::delete_many().filter(Column::Id.in_subquery(old)).exec(self.connection()).await?;
        Ok(deleted.rows_affected)
    }

    /// Deletes all calls about a customer; how many. A call with several orders is about all whom they name.
    pub async fn delete_of_customer(&self, customer: &str) -> Result<u64> {
        let mut named = any_has(&[Column::Request], &[customer]);
        // Ids may have come as numbers.
        if customer.bytes().all(|byte| byte.is_ascii_digit()) {
            named = [',', '}'].iter().fold(named, |named, end| named.add(Column::Request.contains(format!(":{customer}{end}"))));
        }
        let among_others = Condition::all().add(Column::Kind.eq(CallKind::Orders.as_str())).add(named);
        let of_them = Condition::any().add(Column::CustomerId.eq(customer)).add(among_others);
        let deleted = Entity::delete_many().filter(of_them).exec(self.connection()).await?;
        Ok(deleted.rows_affected)
    }

    /// Closes all connections.
    pub async fn close(self) -> Result<()> {
        self.store.close().await
    }
}

fn row(call: &NewCall) -> ActiveModel {
    let NewCall { at_ms, kind, status, duration_us, key_name, customer, code_hash, orders, ruleset_revision, request, answer } =
        call.clone();
    ActiveModel {
        id: NotSet,
        at_ms: Set(at_ms),
        kind: Set(kind.as_str().to_owned()),
        result: Set(CallResult::of(status).as_str().to_owned()),
        status: Set(status.into()),
        duration_us: Set(duration_us),
        key_name: Set(key_name),
        customer_id: Set(customer),
        code_hash: Set(code_hash),
        orders: Set((!orders.is_empty()).then(|| orders.join("\n"))),
        ruleset_revision: Set(ruleset_revision),
        request: Set(request),
        answer: Set(answer),
    }
}

impl TryFrom<Model> for StoredCall {
    type Error = crate::StoreError;

    fn try_from(row: Model) -> Result<Self> {
        let Model {
            id,
            at_ms,
            kind,
            result,
            status,
            duration_us,
            key_name,
            customer_id,
            code_hash,
            orders,
            ruleset_revision,
            request,
            answer,
        } = row;
        let call = NewCall {
            at_ms,
            kind: CallKind::parse(&kind).ok_or_else(|| unreadable("kind", &kind))?,
            status: u16::try_from(status).ok().ok_or_else(|| unreadable("status", &status))?,
            duration_us,
            key_name,
            customer: customer_id,
            code_hash,
            orders: orders.map(|orders| orders.lines().map(str::to_owned).collect()).unwrap_or_default(),
            ruleset_revision,
            request,
            answer,
        };
        let result = CallResult::parse(&result).ok_or_else(|| unreadable("result", &result))?;
        Ok(Self { id, result, call })
    }
}
