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
    /// Calls of the call log: deleted.
    pub calls: u64,
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

/// A webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallKind {
    Basket,
    PersonalOffers,
    Orders,
}

impl CallKind {
    pub const ALL: [Self; 3] = [Self::Basket, Self::PersonalOffers, Self::Orders];

    /// As addresses and the database write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Basket => "basket",
            Self::PersonalOffers => "personal_offers",
            Self::Orders => "orders",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallResult {
    /// It was answered.
    Ok,
    /// The caller's fault: no key, no JSON, too large.
    Refused,
    /// Ours.
    Failed,
}

impl CallResult {
    pub const ALL: [Self; 3] = [Self::Ok, Self::Refused, Self::Failed];

    /// By the status of the answer.
    pub const fn of(status: u16) -> Self {
        match status {
            500.. => Self::Failed,
            400.. => Self::Refused,
            _ => Self::Ok,
        }
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|result| result.as_str() == text)
    }
}

/// A page of the call log, the newest call first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallsView {
    pub rows: Vec<CallRow>,
    /// The calls of the next page were written before this one; none on the last page.
    pub next: Option<i64>,
    /// For so many days calls are kept; 0 where none are.
    pub kept_days: u32,
}

/// A call, as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallRow {
    pub id: i64,
    /// With seconds, in the shop's zone.
    pub at: String,
    pub kind: CallKind,
    pub result: CallResult,
    pub status: u16,
    pub micros: i64,
    pub customer: Option<String>,
    /// The key's name.
    pub key: Option<String>,
}

/// A call with all that was kept of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallView {
    pub row: CallRow,
    pub has_code: bool,
    /// Numbers of orders.
    pub orders: Vec<String>,
    /// In force when it was answered.
    pub ruleset_revision: i64,
    /// In lines. None where nothing was kept: the caller had no key.
    pub request: Option<String>,
    pub answer: String,
}

/// What has become of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    Running,
    Done,
    Failed,
    Canceled,
}

/// Work that goes on behind the answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobView {
    pub id: i64,
    /// `generate`, `import`, `switch_off`, `switch_on`.
    pub kind: String,
    /// What it works on: `code_pool/…`.
    pub thing: String,
    pub state: JobState,
    pub done: u64,
    pub total: u64,
    /// What came of it; empty while it runs.
    pub ru: String,
    pub en: String,
    pub started_at: engine::Moment,
    pub finished_at: Option<engine::Moment>,
    /// Who started it.
    pub by: String,
}

/// A pool of codes, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PoolView {
    pub id: String,
    pub total: u64,
    /// Nobody has it, nobody used it, and it is switched on.
    pub free: u64,
    /// Given to a customer who has not used it.
    pub given: u64,
    pub redeemed: u64,
    /// Switched off before anybody used it.
    pub off: u64,
}

/// How hard it is to guess a code of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeySpaceView {
    /// Codes that the pattern can make, as a number in words: it may have more digits than a browser counts.
    pub space: String,
    /// Of so many guesses one is right.
    pub one_in: u64,
    /// Enough for codes that are worth something.
    pub good: bool,
    /// Three codes, to see how they look.
    pub samples: Vec<String>,
}

/// What is the matter with a code of a pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeState {
    Free,
    Given,
    Redeemed,
    Off,
}

/// A code of a pool, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolCodeView {
    pub code: String,
    pub pool: String,
    pub state: CodeState,
    pub made_at: engine::Moment,
    /// The customer whom a personal offer gave it to.
    pub owner: Option<String>,
    pub given_at: Option<engine::Moment>,
    /// Whoever redeemed it: `order/…`, `group/…` or `till/…`.
    pub redeemed_by: Option<String>,
    pub redeemed_by_customer: Option<String>,
    pub redeemed_at: Option<engine::Moment>,
}

/// A page of a pool's codes; how many there are is what the pool counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodesPage {
    pub codes: Vec<PoolCodeView>,
    /// To ask for the next page with, where there is one.
    pub next: Option<String>,
}

/// Where a code is used, and what happened to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeView {
    /// As it is compared.
    pub key: String,
    pub of_pool: Option<PoolCodeView>,
    /// Promotions and personal offers that it stands for, whatever their status.
    pub stands_for: Vec<CodeUse>,
    /// The newest first; at most a hundred.
    pub history: Vec<CodeEvent>,
}

/// Something that a code stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeUse {
    pub kind: crate::RuleKind,
    pub id: String,
    pub name: String,
    pub status: Option<Status>,
}

/// What happened to a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeEvent {
    pub at: engine::Moment,
    pub what: CodeEventKind,
    /// The customer, or the member of staff.
    pub who: String,
    /// `order/…` or `till/…`, where it was redeemed.
    pub by: String,
    /// The promotion or the personal offer.
    pub thing: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeEventKind {
    Made,
    Given,
    Redeemed,
    GivenBack,
    SwitchedOff,
    SwitchedOn,
}

/// What an import of codes found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CodesChecked {
    /// Codes that the pool has not.
    pub new: u64,
    /// Codes that it has already, and keeps as they are.
    pub known: u64,
    /// What is wrong, by line; at most a hundred of `wrong`.
    pub problems: Vec<CodeProblem>,
    /// Lines with something wrong: where there are any, nothing is imported.
    pub wrong: u64,
}

/// What is wrong with a line of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeProblem {
    /// From 1, as spreadsheets count.
    pub line: u64,
    pub ru: String,
    pub en: String,
}
