//! What the admin shows.

use engine::{
    quote::Quote,
    rules::Status,
    units::{Moment, Money},
};
use serde::{Deserialize, Serialize};

use crate::permission::Role;

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserView {
    pub id: i64,
    pub name: String,
    pub role: Role,
}

/// What every page shows around itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShellView {
    pub user: UserView,
    /// IANA name.
    pub time_zone: String,
    pub currency: String,
    /// Lanes in their order, for forms.
    pub lanes: Vec<String>,
    /// Revision of the ruleset that answers baskets now.
    pub ruleset_revision: i64,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    pub rows: Vec<T>,
    /// Of all pages.
    pub total: u64,
    /// From 1.
    pub page: u64,
    pub pages: u64,
    /// True where the list is empty without any filter: nothing was made yet.
    pub nothing_yet: bool,
}

/// A row of the list of promotions, of personal offers, gift options or promo groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleRow {
    pub id: String,
    pub name: String,
    /// One sentence that says what it does, in the reader's language.
    pub sentence: String,
    pub phase: Phase,
    /// "10 Nov 2026, 00:00 – …" in the shop's time zone, formatted on the server; empty where always.
    pub period: String,
    pub codes: Vec<String>,
    /// Where it is used, where it says how (promo group, promotions).
    pub used_in: Vec<String>,
    pub unpublished: bool,
    pub changed_at: String,
    pub changed_by: String,
}

/// What a thing is doing at the moment: its status and its dates together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    Draft,
    Scheduled,
    Live,
    Ended,
    Paused,
    Archived,
    /// Things without a status: published, or not yet.
    Published,
    Unpublished,
}

impl Phase {
    /// R17: dates are half-open.
    pub fn of(status: Status, period: (Option<Moment>, Option<Moment>), now: Moment) -> Self {
        match status {
            Status::Draft => Self::Draft,
            Status::Paused => Self::Paused,
            Status::Archived => Self::Archived,
            Status::Live if period.1.is_some_and(|end| end <= now) => Self::Ended,
            Status::Live if period.0.is_some_and(|start| now < start) => Self::Scheduled,
            Status::Live => Self::Live,
        }
    }
}

/// A thing with a working copy, for its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleView<T> {
    pub item: T,
    pub version: i64,
    pub phase: Phase,
    /// Its sentence in the reader's language.
    pub sentence: String,
    /// The version that was published last.
    pub published_version: Option<i64>,
    /// Formatted on the server, in the shop's zone.
    pub changed_at: String,
    pub changed_by: String,
    /// Ids with names for what the item refers to, so that a form can show names.
    pub names: Vec<Named>,
}

/// A name for an id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// As `engine::describe::Reference` in snake case: offer, category, segment, …
    pub reference: String,
    pub id: String,
    pub name: String,
    /// Of products.
    pub price: Option<Money>,
}

/// What a save or a publication led to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    pub id: String,
    pub version: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductView {
    pub product: engine::Product,
    /// Optimistic locking, as of everything that is edited.
    pub version: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentRow {
    pub id: String,
    pub name: String,
    /// Seen in requests of IMSHOP, or a list of our own.
    pub seen: bool,
    /// Customers, of lists and seen ones together.
    pub customers: u64,
    pub used_in: Vec<String>,
    pub last_seen: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentView {
    pub segment: crate::document::Segment,
    pub version: i64,
}

/// What is known of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownCustomer {
    pub id: String,
    pub loyalty_card: Option<String>,
    pub tier: Option<String>,
    /// Whole points: the last imported value, and our orders since.
    pub balance: i64,
    /// So far: likewise.
    pub orders: i64,
    /// Of our own lists, and seen in requests.
    pub segments: Vec<String>,
}

/// One customer with everything that is known of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerView {
    pub customer: KnownCustomer,
    /// Names of the promotions that they used, and in how many orders.
    pub uses: Vec<(String, i64)>,
    /// Codes of pools that they were given, and codes that they redeemed.
    pub codes: Vec<CustomerCode>,
    /// The newest.
    pub orders: Vec<OrderRow>,
    pub orders_in_all: u64,
}

/// A code in a customer's hands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerCode {
    pub code: String,
    /// Empty for a code of no pool.
    pub pool: String,
    /// When a personal offer gave it to them, in the shop's zone; empty where it was not given.
    pub given: String,
    pub redeemed: bool,
}

/// What has become of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    Placed,
    Done,
    Canceled,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRow {
    pub uuid: String,
    /// Whom it was counted for; a hash where they were forgotten, empty for a guest.
    pub customer: String,
    /// When it came, in the shop's zone.
    pub received: String,
    pub state: OrderState,
    pub total: Money,
    pub discount: Money,
    pub points_spent: i64,
    pub points_earned: i64,
}

/// An order as it was recorded, explained, and priced again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderView {
    pub row: OrderRow,
    /// Empty where it is in none.
    pub group: String,
    /// The customer was forgotten: what depended on them cannot be priced again.
    pub forgotten: bool,
    /// The code as it was typed; empty for none.
    pub code: String,
    pub city: String,
    /// The clock that it was priced by, in the shop's zone.
    pub priced: String,
    pub canceled: String,
    /// As it was recorded.
    pub quote: Quote,
    /// Every promotion of the trace that was kept.
    pub reasons: Vec<Reason>,
    /// What it used up.
    pub redeemed: Vec<RedeemedRow>,
    pub ruleset_revision: i64,
    pub rules_version: i64,
    /// How it differs when it is priced again by the same rules; empty where it does not.
    pub difference: String,
}

/// What an order used up of a promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedeemedRow {
    /// The promotion's or the personal offer's.
    pub id: String,
    pub name: String,
    /// By which it was redeemed; empty for none.
    pub code: String,
    /// Money off, and gifts at catalogue price.
    pub budget: Money,
    pub gift_units: engine::Quantity,
    pub given_back: bool,
}

/// What an import of customers did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedCustomers {
    /// Of the file.
    pub rows: u64,
    /// 0 where it was only checked.
    pub written: u64,
}

/// What was forgotten of a customer: how many rows, by place.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Forgotten {
    /// What stands for them from now on.
    pub hash: String,
    /// Their own row was there: tier, balance, card.
    pub customer: bool,
    /// Memberships in segments.
    pub segments: u64,
    /// Promotions of which they had used something.
    pub promotions: u64,
    /// Codes of pools that they were given, or redeemed.
    pub codes: u64,
    pub redemptions: u64,
    pub orders: u64,
    pub audit_rows: u64,
    /// What still names them: what was published is listed, not rewritten.
    pub named_in: Vec<NamedIn>,
}

/// A rule that names a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedIn {
    pub kind: crate::RuleKind,
    pub id: String,
    /// In the working copy.
    pub working_copy: bool,
    /// In these published revisions.
    pub revisions: Vec<i64>,
}

/// What "Try a basket" answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TryView {
    pub quote: Quote,
    /// Every live promotion, in the order in which they are applied.
    pub reasons: Vec<Reason>,
    pub ruleset_revision: i64,
    /// The time of the calculation, in the shop's zone.
    pub at: String,
}

/// What became of a promotion, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    pub id: String,
    pub name: String,
    /// True where it gave something.
    pub gave: bool,
    pub sentence: String,
    pub outcome: engine::trace::Outcome,
}
