//! Orders: recorded once, priced truly, and nothing limited given twice, whoever comes at the same time.
//!
//! `PODAROK_TEST_LONG=1` takes the full sizes.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::{collections::HashMap, sync::Arc};

use common::*;
use engine::{Basket, Moment, facts::Used, quote::CodeStatus};
use serde_json::{Value, json};
use service::{
    Service,
    orders::{CreatedOn, NewOrder, OrderState, RecordedOrder},
};

/// Of a tea, in kopecks.
const PRICE: i64 = 10_000;
/// What a promotion takes off.
const OFF: i64 = 1_000;

fn long() -> bool {
    std::env::var_os("PODAROK_TEST_LONG").is_some_and(|value| value == "1")
}

fn order(uuid: impl Into<String>, customer: &str, goods: &[&str]) -> NewOrder {
    NewOrder { uuid: uuid.into(), basket: basket_of(customer, goods), ..NewOrder::default() }
}

fn with_code(mut order: NewOrder, code: &str) -> NewOrder {
    order.basket.code = Some(code.to_owned());
    order
}

fn promotion(id: &str, more: Value) -> Value {
    let mut promotion = json!({ "id": id, "name": id, "status": "live", "effects": [{ "kind": "amount_off", "amount": 10 }] });
    promotion.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    promotion
}

fn shop_document(promotions: Value) -> Value {
    json!({ "products": goods(), "promotions": promotions })
}

fn status(recorded: &RecordedOrder) -> Option<CodeStatus> {
    recorded.code.as_ref().map(|code| code.status)
}

async fn import(shop: &Shop, mut document: Value) {
    document["podarok"] = json!(1);
    shop.service.import(&admin(), &document.to_string(), &[]).await.unwrap();
}

/// All at once; the answers in their order.
async fn at_once(service: &Service, orders: Vec<NewOrder>) -> Vec<RecordedOrder> {
    let tasks = orders.into_iter().map(|order| {
        let service = service.clone();
        tokio::spawn(async move { service.record_order(&order).await })
    });
    let mut recorded = Vec::new();
    for task in tasks.collect::<Vec<_>>() {
        recorded.push(task.await.unwrap().expect("no order is refused, and no error answered"));
    }
    recorded
}

async fn used(shop: &Shop, promotion: &str) -> Used {
    let usage = shop.store.usage_of(&[promotion]).await.unwrap();
    usage.first().map(|(_, used)| *used).unwrap_or_default()
}

/// What is counted is what the redemptions come to.
async fn adds_up(shop: &Shop) {
    let (promotions, customers) = shop.store.counted().await.unwrap();
    let (recounted, recounted_customers) = shop.store.recount().await.unwrap();
    assert_eq!(promotions, recounted);
    assert_eq!(customers, recounted_customers);
}

#[tokio::test]
async fn an_order_is_priced_recorded_and_the_same_whenever_it_comes() {
    let shop = shop_with(shop_document(json!([promotion("sale", json!({ "codes": ["SALE"], "limits": { "uses": 1 } }))]))).await;
    let first = with_code(order("a", "anna", &["tea"]), "sale");
    let recorded = shop.service.record_order(&first).await.unwrap();
    assert_eq!((recorded.total.minor(), status(&recorded)), (PRICE - OFF, Some(CodeStatus::Success)));
    assert_eq!(shop.service.record_order(&first).await.unwrap(), recorded);
    assert_eq!(used(&shop, "sale").await.uses, 1);

    let late = with_code(order("b", "boris", &["tea"]), "sale");
    let without = shop.service.record_order(&late).await.unwrap();
    assert_eq!((without.total.minor(), status(&without)), (PRICE, Some(CodeStatus::AlreadyRedeemed)));
    assert!(without.message.contains("sale"), "{}", without.message);

    let other = with_code(order("a", "anna", &["tea", "tea"]), "sale");
    let stands = shop.service.record_order(&other).await.unwrap();
    assert_eq!((stands.total, &stands.lines), (recorded.total, &recorded.lines));
    assert_ne!(stands.message, recorded.message);
    adds_up(&shop).await;
}

#[tokio::test]
async fn a_canceled_order_gives_everything_back_once_and_for_all() {
    let shop = shop_with(shop_document(json!([promotion(
        "sale",
        json!({ "limits": { "uses": 1, "uses_per_customer": 1, "budget": 10 } })
    )])))
    .await;
    let first = order("a", "anna", &["tea"]);
    assert_eq!(shop.service.record_order(&first).await.unwrap().total.minor(), PRICE - OFF);
    let canceled = NewOrder { state: OrderState::Canceled, ..first.clone() };
    let answers = at_once(&shop.service, vec![canceled.clone(); 20]).await;
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(used(&shop, "sale").await, Used::default());
    assert_eq!(shop.store.facts(Some("anna"), None).await.unwrap().unwrap().orders, 0);
    // It does not come to life again.
    let again = shop.service.record_order(&first).await.unwrap();
    assert!(!again.message.is_empty());
    assert_eq!(used(&shop, "sale").await, Used::default());
    // And somebody else has it now.
    assert_eq!(shop.service.record_order(&order("b", "boris", &["tea"])).await.unwrap().total.minor(), PRICE - OFF);
    adds_up(&shop).await;
}

#[tokio::test]
async fn an_order_that_was_canceled_before_it_came_uses_nothing_up() {
    let shop = shop_with(shop_document(json!([promotion("sale", json!({ "limits": { "uses": 1 } }))]))).await;
    let canceled = NewOrder { uuid: "a".to_owned(), state: OrderState::Canceled, ..NewOrder::default() };
    shop.service.record_order(&canceled).await.unwrap();
    shop.service.record_order(&order("a", "anna", &["tea"])).await.unwrap();
    assert_eq!(used(&shop, "sale").await, Used::default());
}

#[tokio::test]
async fn orders_of_one_group_share_a_use() {
    let limits = json!({ "codes": ["SALE"], "limits": { "uses": 1, "uses_per_customer": 1 } });
    let shop = shop_with(shop_document(json!([promotion("sale", limits)]))).await;
    let part =
        |uuid: &str, goods: &str| NewOrder { group: Some("g".to_owned()), ..with_code(order(uuid, "anna", &[goods]), "SALE") };
    let (tea, cup) = (part("a", "tea"), part("b", "cup"));
    for answer in at_once(&shop.service, vec![tea.clone(), cup.clone()]).await {
        assert_eq!(status(&answer), Some(CodeStatus::Success));
    }
    assert_eq!(used(&shop, "sale").await.uses, 1);
    assert_eq!(
        status(&shop.service.record_order(&with_code(order("c", "boris", &["tea"]), "SALE")).await.unwrap()),
        Some(CodeStatus::AlreadyRedeemed)
    );
    let cancel = async |order: &NewOrder| {
        shop.service.record_order(&NewOrder { state: OrderState::Canceled, ..order.clone() }).await.unwrap();
        used(&shop, "sale").await.uses
    };
    assert_eq!(cancel(&tea).await, 1);
    assert_eq!(cancel(&cup).await, 0);
    adds_up(&shop).await;
}

/// Parts of a basket come at once: whichever is first, the use is theirs together.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn groups_that_come_at_once_share_their_uses() {
    let groups = if long() { 100 } else { 25 };
    let limits = json!({ "codes": ["SALE"], "limits": { "uses": groups, "uses_per_customer": 1 } });
    let shop = shop_with(shop_document(json!([promotion("sale", limits)]))).await;
    let part = |number: usize| {
        let group = number / 4;
        let order = order(format!("{number}"), &format!("c{group}"), &["tea"]);
        NewOrder { group: Some(format!("g{group}")), ..with_code(order, "SALE") }
    };
    let answers = at_once(&shop.service, (0..4 * groups).map(part).collect()).await;
    assert!(answers.iter().all(|answer| status(answer) == Some(CodeStatus::Success)));
    assert_eq!(used(&shop, "sale").await.uses, i64::try_from(groups).unwrap());
    adds_up(&shop).await;
}

#[tokio::test]
async fn an_order_counts_as_at_its_time_within_the_grace() {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs().cast_signed();
    let shop = shop_with(shop_document(json!([promotion("ten", json!({ "ends_at": Moment(now - 600).to_string() }))]))).await;
    // In force for long.
    store::testing::backdate_publications(&shop.store, Moment(now - 100_000)).await.unwrap();
    let service = shop.another().await;
    let total = async |uuid: &str, created_on: CreatedOn| {
        let order = NewOrder { created_on: Some(created_on), ..order(uuid, "anna", &["tea"]) };
        service.record_order(&order).await.unwrap().total.minor()
    };
    assert_eq!(total("a", CreatedOn::At(Moment(now - 700))).await, PRICE - OFF);
    assert_eq!(total("b", CreatedOn::Text(Moment(now - 700).to_string())).await, PRICE - OFF);
    assert_eq!(total("c", CreatedOn::At(Moment(now - 500))).await, PRICE);
    assert_eq!(total("d", CreatedOn::At(Moment(now + 5_000))).await, PRICE);
    // Too long ago: as if the grace ago.
    assert_eq!(total("e", CreatedOn::At(Moment(now - 90_000))).await, PRICE - OFF);
    assert_eq!(total("f", CreatedOn::Text("yesterday".to_owned())).await, PRICE);
}

#[tokio::test]
async fn points_are_paid_earned_when_done_and_given_back() {
    let shop = shop_with(json!({
        "settings": { "bonuses": { "earn_percent": 10, "spend_percent": 50 } },
        "products": goods(),
        "customers": [{ "id": "anna", "balance": 100, "orders": 2 }]
    }))
    .await;
    let facts = async || {
        let anna = shop.store.facts(Some("anna"), None).await.unwrap().unwrap();
        (anna.balance, anna.orders)
    };
    let paid = NewOrder { points: 30, ..order("a", "anna", &["tea"]) };
    assert_eq!(shop.service.record_order(&paid).await.unwrap().message, "");
    assert_eq!(facts().await, (70, 3));
    // More than there is: as much as there is, and it is said.
    let poor = NewOrder { points: 60, ..order("b", "anna", &["tea"]) };
    assert!(shop.service.record_order(&poor).await.unwrap().message.contains("50"));
    assert_eq!(facts().await, (20, 4));
    let earned = PRICE / 100 / 10;
    for _ in 0..2 {
        shop.service.record_order(&NewOrder { state: OrderState::Done, ..paid.clone() }).await.unwrap();
        assert_eq!(facts().await, (20 + earned, 4));
    }
    for _ in 0..2 {
        shop.service.record_order(&NewOrder { state: OrderState::Canceled, ..paid.clone() }).await.unwrap();
        assert_eq!(facts().await, (50, 3));
    }
    // What was imported since counts everything before.
    import(&shop, json!({ "customers": [{ "id": "anna", "balance": 7, "orders": 9 }] })).await;
    shop.service.record_order(&NewOrder { state: OrderState::Canceled, ..poor }).await.unwrap();
    assert_eq!(facts().await, (7, 9));
}

#[tokio::test]
async fn an_order_is_explained_and_priced_again_without_todays_catalogue() {
    let shop = shop_with(shop_document(json!([
        promotion("sale", json!({ "limits": { "uses": 5 } })),
        promotion("gift", json!({ "effects": [{ "kind": "gift", "gifts": [{ "offer_id": "cup", "quantity": 1 }] }] })),
    ])))
    .await;
    let recorded = shop.service.record_order(&order("a", "anna", &["tea"])).await.unwrap();
    let mut dearer = goods();
    for product in dearer.as_array_mut().unwrap() {
        product["price"] = json!(1);
    }
    import(
        &shop,
        json!({ "products": dearer, "promotions": [{ "id": "sale", "name": "sale", "status": "archived", "effects": [] }] }),
    )
    .await;
    let compared = shop.service.order(&publisher(), "a").await.unwrap();
    assert_eq!((compared.difference.as_str(), compared.quote.total), ("", recorded.total));
    assert_eq!(compared.quote, compared.record.quote);
    assert_eq!(compared.trace.promotions.len(), 2);
    assert_eq!(used(&shop, "gift").await, Used { uses: 1, budget: engine::Money(30_000), gift_units: engine::Quantity::ONE });
}

#[tokio::test]
async fn calculating_redeems_nothing() {
    let shop = shop_with(shop_document(json!([promotion("sale", json!({ "codes": ["SALE"], "limits": { "uses": 1 } }))]))).await;
    let live = shop.service.live();
    let basket = Basket { code: Some("SALE".to_owned()), ..basket_of("anna", &["tea"]) };
    for _ in 0..10_000 {
        assert_eq!(shop.service.quote(&live, &basket, None).await.total.minor(), PRICE - OFF);
    }
    assert_eq!(shop.store.count_redemptions().await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_of_one_use_is_used_once() {
    for round in 0..if long() { 50 } else { 3 } {
        let shop =
            shop_with(shop_document(json!([promotion("sale", json!({ "codes": ["ONCE"], "limits": { "uses": 1 } }))]))).await;
        let orders = (0..200).map(|number| with_code(order(format!("{number}"), &format!("c{number}"), &["tea"]), "ONCE"));
        let answers = at_once(&shop.service, orders.collect()).await;
        let won = answers.iter().filter(|answer| status(answer) == Some(CodeStatus::Success)).count();
        let cheaper = answers.iter().filter(|answer| answer.total.minor() == PRICE - OFF).count();
        assert_eq!((won, cheaper, used(&shop, "sale").await.uses), (1, 1, 1), "round {round}");
        assert!(answers.iter().all(|answer| answer.total.minor() == PRICE || status(answer) == Some(CodeStatus::Success)));
        adds_up(&shop).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_limit_of_a_hundred_is_a_hundred() {
    let shop =
        shop_with(shop_document(json!([promotion("sale", json!({ "codes": ["MANY"], "limits": { "uses": 100 } }))]))).await;
    let orders = (0..1_000).map(|number| with_code(order(format!("{number}"), &format!("c{number}"), &["tea"]), "MANY"));
    let answers = at_once(&shop.service, orders.collect()).await;
    let won = answers.iter().filter(|answer| status(answer) == Some(CodeStatus::Success)).count();
    assert_eq!((won, used(&shop, "sale").await.uses), (100, 100));
    adds_up(&shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_limit_holds_over_all_codes_of_a_pool_and_each_code_works_once() {
    let count = if long() { 1_000 } else { 300 };
    let codes: Vec<String> = (0..count).map(|number| format!("POOL{number}")).collect();
    let document = json!({ "products": goods(), "code_pools": [{ "id": "pool", "codes": codes }],
        "promotions": [promotion("sale", json!({ "code_pool": "pool", "limits": { "uses": 50 } }))] });
    let shop = shop_with(document).await;
    // Each code twice.
    let orders = (0..2 * count)
        .map(|number| with_code(order(format!("{number}"), &format!("c{number}"), &["tea"]), &codes[number % count]));
    let answers = at_once(&shop.service, orders.collect()).await;
    let mut won: HashMap<String, usize> = HashMap::new();
    for code in answers.iter().filter_map(|answer| answer.code.as_ref()?.applied.clone()) {
        *won.entry(code).or_default() += 1;
    }
    assert_eq!((won.len(), won.values().max(), used(&shop, "sale").await.uses), (50, Some(&1), 50));
    adds_up(&shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customers_limit_and_a_limit_without_a_code() {
    let promotions = json!([
        promotion("each", json!({ "limits": { "uses_per_customer": 2 } })),
        promotion("all", json!({ "limits": { "uses": 30 } })),
    ]);
    let shop = shop_with(shop_document(promotions)).await;
    let orders = (0..200).map(|number| order(format!("{number}"), &format!("c{}", number % 5), &["tea"]));
    let answers = at_once(&shop.service, orders.collect()).await;
    assert_eq!((used(&shop, "each").await.uses, used(&shop, "all").await.uses), (10, 30));
    let off: i64 = answers.iter().map(|answer| PRICE - answer.total.minor()).sum();
    assert_eq!(off, 40 * OFF);
    adds_up(&shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_budget_is_spent_to_the_last_kopeck_and_no_further() {
    let shop = shop_with(shop_document(json!([promotion("sale", json!({ "limits": { "budget": 105 } }))]))).await;
    let orders = (0..200).map(|number| order(format!("{number}"), &format!("c{number}"), &["tea"]));
    let answers = at_once(&shop.service, orders.collect()).await;
    let off: i64 = answers.iter().map(|answer| PRICE - answer.total.minor()).sum();
    let spent = used(&shop, "sale").await.budget.minor();
    assert_eq!((off, spent), (10_500, 10_500));
    adds_up(&shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_order_five_hundred_times_at_once_is_one_order() {
    let shop = shop_with(shop_document(json!([promotion("sale", json!({ "codes": ["SALE"], "limits": { "uses": 3 } }))]))).await;
    let answers = at_once(&shop.service, vec![with_code(order("a", "anna", &["tea"]), "SALE"); 500]).await;
    assert!(answers.iter().all(|answer| *answer == answers[0] && status(answer) == Some(CodeStatus::Success)));
    assert_eq!(used(&shop, "sale").await.uses, 1);
    assert_eq!(shop.store.facts(Some("anna"), None).await.unwrap().unwrap().orders, 1);
    let canceled = NewOrder { state: OrderState::Canceled, ..with_code(order("a", "anna", &["tea"]), "SALE") };
    at_once(&shop.service, vec![canceled; 200]).await;
    assert_eq!(used(&shop, "sale").await.uses, 0);
    adds_up(&shop).await;
}

/// A small generator: the same operations in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_random_mix_adds_up() {
    let codes: Vec<String> = (0..50).map(|number| format!("POOL{number}")).collect();
    let gift = json!([{ "kind": "gift", "gifts": [{ "offer_id": "cup", "quantity": 1 }] }]);
    let document = json!({ "products": goods(), "code_pools": [{ "id": "pool", "codes": codes }],
        "promotions": [
            promotion("pooled", json!({ "code_pool": "pool", "limits": { "uses": 40 } })),
            promotion("coded", json!({ "codes": ["SALE"], "limits": { "uses": 100, "uses_per_customer": 2 } })),
            promotion("budget", json!({ "limits": { "budget": 500 } })),
            promotion("gift", json!({ "effects": gift, "limits": { "gift_units": 30 } })),
        ] });
    let shop = shop_with(document).await;
    let operations = if long() { 20_000 } else { 1_500 };
    let mut random = Random(7);
    let mut made = 0;
    for _ in 0..operations / 100 {
        let batch: Vec<NewOrder> = (0..100)
            .map(|_| {
                let known = random.below(u64::from(made > 0) * made + 1);
                let number = if random.below(3) == 0 {
                    known
                } else {
                    made += 1;
                    made
                };
                let mut order = order(format!("{number}"), &format!("c{}", number % 40), &["tea"]);
                if number % 3 == 0 {
                    order.group = Some(format!("g{}", number / 9));
                    order.basket.customer = Some(format!("c{}", number / 9 % 40));
                }
                let code = match number % 4 {
                    0 => "SALE".to_owned(),
                    1 => format!("POOL{}", number % 50),
                    _ => String::new(),
                };
                let state = match random.below(5) {
                    0 => OrderState::Canceled,
                    1 => OrderState::Done,
                    _ => OrderState::Placed,
                };
                NewOrder { state, ..with_code(order, &code) }
            })
            .collect();
        at_once(&shop.service, batch).await;
    }
    adds_up(&shop).await;
    let within = [("pooled", 40), ("coded", 100)];
    for (id, most) in within {
        assert!((1..=most).contains(&used(&shop, id).await.uses), "{id}");
    }
    assert!(used(&shop, "budget").await.budget.minor() <= 50_000);
    assert!(used(&shop, "gift").await.gift_units <= engine::Quantity::whole(30));
    let (_, customers) = shop.store.counted().await.unwrap();
    assert!(customers.iter().all(|((_, promotion), uses)| promotion != "coded" || *uses <= 2));
}

/// Two instances on one database.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_instances_count_as_one() {
    let shop = shop_with(shop_document(json!([promotion("sale", json!({ "codes": ["MANY"], "limits": { "uses": 20 } }))]))).await;
    let other = shop.another().await;
    let orders = |from: usize| {
        (from..from + 100)
            .map(|number| with_code(order(format!("{number}"), &format!("c{number}"), &["tea"]), "MANY"))
            .collect::<Vec<_>>()
    };
    let (here, there) = tokio::join!(at_once(&shop.service, orders(0)), at_once(&other, orders(100)));
    let won = here.iter().chain(&there).filter(|answer| status(answer) == Some(CodeStatus::Success)).count();
    assert_eq!((won, used(&shop, "sale").await.uses), (20, 20));
    adds_up(&shop).await;
    other.stop().await;
}

#[tokio::test]
async fn baskets_learn_what_is_used_up() {
    let shop = shop_with(shop_document(json!([promotion("sale", json!({ "codes": ["SALE"], "limits": { "uses": 1 } }))]))).await;
    let shop = Arc::new(shop);
    let ask =
        async |code: &str| quote(&shop.service, &Basket { code: Some(code.to_owned()), ..basket_of("boris", &["tea"]) }).await;
    assert_eq!(ask("SALE").await.code.unwrap().status, CodeStatus::Success);
    shop.service.record_order(&with_code(order("a", "anna", &["tea"]), "SALE")).await.unwrap();
    assert_eq!(ask("SALE").await.code.unwrap().status, CodeStatus::AlreadyRedeemed);
}
