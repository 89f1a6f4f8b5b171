//! What the admin shows.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::*;
use contract::{
    Role,
    inputs::{ListInput, TryInput, TryLine},
    views::{Page, Phase, RuleRow},
};
use engine::{GiftOptions, Language, PersonalOffer, PromoGroup, Promotion, rules::Status};
use serde_json::{Value, json};

fn document() -> Value {
    json!({
        "categories": [{ "id": "183", "name": "Чехлы" }],
        "products": [
            { "offer_id": "tea", "name": "Чай", "price": 100 },
            { "offer_id": "case", "name": "Чехол", "price": 500, "category_ids": ["183"] }
        ],
        "segments": [{ "id": "SALES", "name": "Только распродажи", "customers": ["1", "2"] }],
        "gift_options": [{ "id": "cases", "name": "Чехлы в подарок", "options": [{ "offer_id": "case" }] }],
        "promotions": [
            { "id": "a-sale", "name": "Скидка на чехлы", "status": "live", "codes": ["LETO"],
                "starts_at": "2020-11-10T00:00:00+03:00",
                "conditions": { "kind": "segment", "any": ["SALES"] },
                "effects": [{ "kind": "percent_off", "percent": 10, "items": { "categories": ["183"] } }] },
            { "id": "b-gift", "name": "Подарок", "status": "live", "ends_at": "2021-01-01T00:00:00+03:00",
                "effects": [{ "kind": "gift_choice", "gift_options": "cases" }] },
            { "id": "c-later", "name": "Позже", "status": "live", "starts_at": "2120-01-01T00:00:00+03:00",
                "effects": [{ "kind": "percent_off", "percent": 5 }] },
            { "id": "d-idea", "name": "Идея" },
            { "id": "e-old", "name": "Старая", "status": "archived", "effects": [{ "kind": "percent_off", "percent": 5 }] }
        ],
        "promo_groups": [{ "id": "g", "name": "Выбор", "promotions": ["b-gift"] }],
        "personal_offers": [{ "id": "o", "name": "Лето", "status": "live", "promocode": "leto", "audience": { "segments": ["SALES"] } }]
    })
}

async fn promotions(shop: &Shop, input: &ListInput) -> Page<RuleRow> {
    shop.service.list_rules::<Promotion>(&viewer(), input, Language::Ru).await.unwrap()
}

fn ids(page: &Page<RuleRow>) -> Vec<&str> {
    page.rows.iter().map(|row| row.id.as_str()).collect()
}

#[tokio::test]
async fn promotions_are_listed_with_what_they_do_and_what_they_are_doing() {
    let shop = shop_with(document()).await;
    let page = promotions(&shop, &ListInput::default()).await;
    let mut phases: Vec<_> = page.rows.iter().map(|row| (row.id.as_str(), row.phase)).collect();
    phases.sort_by_key(|(id, _)| *id);
    let expected = [("a-sale", Phase::Live), ("b-gift", Phase::Ended), ("c-later", Phase::Scheduled), ("d-idea", Phase::Draft)];
    assert_eq!(phases, expected);
    assert_eq!((page.total, page.page, page.pages, page.nothing_yet), (4, 1, 1, false));

    let sale = page.rows.iter().find(|row| row.id == "a-sale").unwrap();
    assert!(sale.sentence.contains("«Только распродажи»") && sale.sentence.contains("«Чехлы»"), "{}", sale.sentence);
    assert_eq!(sale.period, "с 10 ноября 2020, 00:00");
    assert_eq!(sale.codes, ["LETO"]);
    assert!(!sale.unpublished);
    assert_eq!(sale.changed_by, "admin");
    let gift = page.rows.iter().find(|row| row.id == "b-gift").unwrap();
    assert!(gift.sentence.contains("«Чехлы в подарок»"), "{}", gift.sentence);
    assert_eq!(gift.used_in, ["Выбор"]);
}

#[tokio::test]
async fn lists_are_searched_and_filtered() {
    let shop = shop_with(document()).await;
    let search = async |text: &str| {
        let input = ListInput { search: text.to_owned(), ..ListInput::default() };
        ids(&promotions(&shop, &input).await).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(search("ЧЕХЛЫ").await, ["a-sale"]);
    assert_eq!(search("leto").await, ["a-sale"]);
    assert_eq!(search("C-LATER").await, ["c-later"]);
    assert!(search("100%").await.is_empty());
    let archived = ListInput { status: Some(Status::Archived), ..ListInput::default() };
    assert_eq!(ids(&promotions(&shop, &archived).await), ["e-old"]);
    let all = ListInput { all: true, ..ListInput::default() };
    assert_eq!(promotions(&shop, &all).await.total, 5);
    let nothing = ListInput { search: "nothing".to_owned(), ..ListInput::default() };
    assert!(!promotions(&shop, &nothing).await.nothing_yet, "nothing matches, but there is something");
    assert!(common::shop().await.service.list_rules::<Promotion>(&viewer(), &nothing, Language::En).await.unwrap().nothing_yet);
}

#[tokio::test]
async fn long_lists_have_pages() {
    let many: Vec<_> =
        (0..120).map(|number| json!({ "id": format!("p{number:03}"), "name": format!("P {number:03}") })).collect();
    let shop = shop_with(json!({ "promotions": many })).await;
    let page = |page| ListInput { page, ..ListInput::default() };
    let first = promotions(&shop, &page(0)).await;
    assert_eq!((first.rows.len(), first.total, first.page, first.pages), (50, 120, 1, 3));
    let last = promotions(&shop, &page(3)).await;
    assert_eq!((last.rows.len(), ids(&last)[19]), (20, "p119"));
    assert!(promotions(&shop, &page(u64::MAX)).await.rows.is_empty());
}

#[tokio::test]
async fn what_is_edited_but_not_published_says_so() {
    let shop = shop_with(document()).await;
    let view = shop.service.rule::<Promotion>(&viewer(), "a-sale", Language::Ru).await.unwrap();
    let names: Vec<_> = view.names.iter().map(|named| (named.reference.as_str(), named.name.as_str())).collect();
    assert_eq!(names, [("category", "Чехлы"), ("segment", "Только распродажи")]);

    let mut item = serde_json::to_value(&view.item).unwrap();
    item["ends_at"] = json!("2021-01-01T00:00:00+03:00");
    shop.service.save_rule::<Promotion>(&editor(), &over(view.version, item)).await.unwrap();
    let page = promotions(&shop, &ListInput { search: "a-sale".to_owned(), ..ListInput::default() }).await;
    assert!(page.rows[0].unpublished);
    assert_eq!(page.rows[0].phase, Phase::Live, "customers still get it");
    assert_eq!(page.rows[0].changed_by, "editor");
}

#[tokio::test]
async fn the_other_kinds_say_where_they_are_used() {
    let shop = shop_with(document()).await;
    let input = ListInput::default();
    let options = shop.service.list_rules::<GiftOptions>(&viewer(), &input, Language::Ru).await.unwrap();
    assert_eq!((options.rows[0].phase, options.rows[0].used_in.clone()), (Phase::Published, vec!["Подарок".to_owned()]));
    assert_eq!(options.rows[0].sentence, "На выбор: «Чехол»");
    let groups = shop.service.list_rules::<PromoGroup>(&viewer(), &input, Language::En).await.unwrap();
    assert_eq!(groups.rows[0].sentence, "One choice: “Подарок”");
    let offers = shop.service.list_rules::<PersonalOffer>(&viewer(), &input, Language::Ru).await.unwrap();
    assert_eq!(offers.rows[0].sentence, "Промокод leto — сегменту «Только распродажи»");
    assert_eq!(offers.rows[0].used_in, ["Скидка на чехлы"], "what its code is good for");
    let view = shop.service.rule::<GiftOptions>(&viewer(), "cases", Language::Ru).await.unwrap();
    assert_eq!(view.names[0].price.unwrap().minor(), 50_000);
}

#[tokio::test]
async fn pickers_find_things_by_name_and_id() {
    let shop = shop_with(document()).await;
    let find = async |reference: &str, search: &str| {
        let names = shop.service.find_names(&viewer(), reference, search).await.unwrap();
        names.into_iter().map(|named| named.id).collect::<Vec<_>>()
    };
    assert_eq!(find("offer", "чех").await, ["case"]);
    assert_eq!(find("category", "").await, ["183"]);
    assert_eq!(find("segment", "РАСПРОД").await, ["SALES"]);
    assert_eq!(find("gift_options", "cases").await, ["cases"]);
    assert_eq!(find("promotion", "старая").await, Vec::<String>::new(), "archived");
    assert!(find("nonsense", "").await.is_empty());
}

#[tokio::test]
async fn segments_say_who_uses_them_and_to_whom_they_may_show_their_customers() {
    let shop = shop_with(document()).await;
    let page = shop.service.list_segments(&viewer(), &ListInput::default(), Language::Ru).await.unwrap();
    assert_eq!((page.total, page.rows[0].customers, page.rows[0].seen), (1, 2, false));
    let mut used_in = page.rows[0].used_in.clone();
    used_in.sort();
    assert_eq!(used_in, ["Лето", "Скидка на чехлы"]);

    assert!(shop.service.segment(&viewer(), "SALES").await.unwrap().segment.customers.is_empty());
    let view = shop.service.segment(&permit(Role::Publisher), "SALES").await.unwrap();
    assert_eq!(view.segment.customers, ["1", "2"]);

    // An editor was shown none, and takes none away.
    let renamed = over(view.version, json!({ "id": "SALES", "name": "Распродажи", "customers": [] }));
    let saved = shop.service.save_segment(&editor(), &renamed).await.unwrap();
    let view = shop.service.segment(&permit(Role::Publisher), "SALES").await.unwrap();
    assert_eq!((view.version, view.segment.name.as_str(), view.segment.customers.len()), (saved.version, "Распродажи", 2));
    assert_eq!(code(shop.service.save_segment(&editor(), &renamed).await), contract::ErrorCode::Conflict);
    let own = new(json!({ "id": "OWN", "name": "Own", "customers": ["7", "8", "7"] }));
    shop.service.save_segment(&editor(), &own).await.unwrap();
    assert_eq!(shop.service.segment(&permit(Role::Publisher), "OWN").await.unwrap().segment.customers, ["7", "8"]);
    assert_eq!(places(shop.service.save_segment(&editor(), &own).await), ["id"]);
    assert_eq!(code(shop.service.segment(&viewer(), "NONE").await), contract::ErrorCode::NotFound);
}

#[tokio::test]
async fn products_are_listed_and_found() {
    let shop = shop_with(document()).await;
    let page = shop.service.list_products(&viewer(), &ListInput::default()).await.unwrap();
    assert_eq!((page.total, page.nothing_yet), (2, false));
    let input = ListInput { search: "ЧЕХОЛ".to_owned(), ..ListInput::default() };
    let page = shop.service.list_products(&viewer(), &input).await.unwrap();
    assert_eq!((page.rows.len(), page.rows[0].product.offer_id.as_str()), (1, "case"));
    assert_eq!(shop.service.categories(&viewer()).await.unwrap().len(), 1);
    assert_eq!(code(shop.service.product(&viewer(), "none").await), contract::ErrorCode::NotFound);
}

#[tokio::test]
async fn what_nothing_can_be_called_is_not_found() {
    let shop = shop_with(document()).await;
    for id in ["", "a\0b", &"x".repeat(129)] {
        assert_eq!(code(shop.service.product(&viewer(), id).await), contract::ErrorCode::NotFound);
        assert_eq!(code(shop.service.segment(&viewer(), id).await), contract::ErrorCode::NotFound);
        assert_eq!(code(shop.service.rule::<Promotion>(&viewer(), id, Language::En).await), contract::ErrorCode::NotFound);
        let publish = shop.service.publish_rule::<Promotion>(&publisher(), &at(id, 1)).await;
        assert_eq!(code(publish), contract::ErrorCode::NotFound);
        assert!(shop.service.find_names(&viewer(), "offer", &format!("{id}none")).await.unwrap().is_empty());
        let input = ListInput { search: format!("{id}none"), ..ListInput::default() };
        assert!(promotions(&shop, &input).await.rows.is_empty());
        let answer = shop.service.sign_in(id, id, "10.0.0.1").await;
        assert_eq!(code(answer), contract::ErrorCode::WrongCredentials);
        shop.service.personal_offers(Some(id), &[(id.to_owned(), id.to_owned())]).await;
        let tried = TryInput { customer: id.to_owned(), ..TryInput::default() };
        shop.service.try_basket(&permit(Role::Publisher), &tried, Language::En).await.unwrap();
        shop.quote(&basket_of(id, &["tea"])).await;
    }
}

fn typed(offer: &str, quantity: &str) -> TryLine {
    TryLine { offer_id: offer.to_owned(), quantity: quantity.to_owned() }
}

#[tokio::test]
async fn a_basket_is_tried_at_any_time_as_any_customer() {
    let shop = shop_with(document()).await;
    let rows = shop.store.audit_log(None, &store::Filter::default()).await.unwrap().1;
    let lines = vec![typed(" case ", "2"), typed("tea", "0,5"), typed("tea", "")];
    let input = TryInput {
        lines,
        customer: "1".to_owned(),
        code: "leto".to_owned(),
        at: "2026-11-10T18:30".to_owned(),
        ..TryInput::default()
    };
    let view = shop.service.try_basket(&permit(Role::Publisher), &input, Language::En).await.unwrap();
    assert_eq!((view.quote.total.minor(), view.quote.discount.minor()), (105_000, 10_000));
    assert_eq!(view.at, "10 Nov 2026, 18:30");
    assert_eq!(view.ruleset_revision, shop.service.live().ruleset_revision);
    // Before the promotion began, and as nobody in particular.
    let early = TryInput { at: "2019-11-10T18:30:00+03:00".to_owned(), ..input.clone() };
    assert_eq!(shop.service.try_basket(&permit(Role::Publisher), &early, Language::Ru).await.unwrap().quote.discount.minor(), 0);
    let unknown = TryInput { customer: "nobody".to_owned(), ..input.clone() };
    assert_eq!(
        shop.service.try_basket(&permit(Role::Publisher), &unknown, Language::Ru).await.unwrap().quote.discount.minor(),
        0
    );
    let anybody = TryInput { customer: String::new(), at: String::new(), ..input };
    shop.service.try_basket(&viewer(), &anybody, Language::Ru).await.unwrap();
    assert_eq!(shop.store.audit_log(None, &store::Filter::default()).await.unwrap().1, rows, "nothing is stored");
}

#[tokio::test]
async fn a_tried_basket_tells_every_slip_at_its_place() {
    let shop = shop_with(document()).await;
    let lines = vec![typed("", "1"), typed("tea", "two"), typed("tea", "0"), typed("tea", "-1"), typed("tea", "1.0005")];
    let input = TryInput { lines, customer: "1".to_owned(), at: "tomorrow".to_owned(), ..TryInput::default() };
    let found = places(shop.service.try_basket(&viewer(), &input, Language::En).await);
    let expected = [
        "lines[0].offer_id",
        "lines[1].quantity",
        "lines[2].quantity",
        "lines[3].quantity",
        "lines[4].quantity",
        "at",
        "customer",
    ];
    assert_eq!(found, expected);
}
