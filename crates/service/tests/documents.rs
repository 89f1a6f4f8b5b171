//! The document: all or nothing, every problem at its place, and the same again when it comes back.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::*;
use contract::{Document, Permission, Role, RuleKind, views::Phase};
use engine::{Language, Promotion};
use serde_json::{Value, json};
use service::Service;

async fn import(service: &Service, document: Value) -> Result<service::Imported, service::Error> {
    service.import(&admin(), &with_format(document), &[]).await
}

fn with_format(mut document: Value) -> String {
    document["podarok"] = json!(1);
    document.to_string()
}

async fn export(service: &Service) -> String {
    service.export(&admin()).await.unwrap().write()
}

/// The example of docs/document.md.
fn example() -> String {
    json!({ "podarok": 1,
        "settings": { "currency": "RUB", "language": "ru", "time_zone": "Europe/Moscow", "rounding": 0.01,
            "offer_id_field": "privateId", "price_source": "catalogue",
            "lanes": [{"id": "shelf", "mode": "all"}, {"id": "basket", "mode": "all"}, {"id": "code", "mode": "all"}],
            "bonuses": {"earn_percent": 5, "spend_percent": 30, "tiers": [{"id": "gold", "earn_percent": 10, "spend_percent": 50}]} },
        "categories": [{"id": "183", "name": "Чехлы", "parent_id": "6323"}, {"id": "6323", "name": "Техника", "parent_id": null}],
        "products": [{"offer_id": "42345", "product_id": "423", "name": "Чехол", "price": 1000, "category_ids": ["183"],
            "vendor": "Softline", "max_discount_percent": 100, "no_discounts": false, "use_bonuses": true, "available": true}],
        "segments": [{"id": "SALES", "name": "Только распродажи", "customers": ["1234567890"]}],
        "gift_options": [{"id": "cases", "name": "Чехол на выбор", "options": [{"offer_id": "42345", "quantity": 1}]}],
        "promotions": [
            { "id": "dd76656711", "name": "1000 ₽ на стилус вместе с планшетом", "note": "для сотрудников", "status": "live",
                "starts_at": null, "ends_at": "2027-01-01T00:00:00+03:00", "lane": "shelf", "priority": 0,
                "exclusive": false, "stop": false, "codes": [], "code_pool": null,
                "conditions": {"all": [{"kind": "quantity", "items": {"offers": ["12345"]}, "at_least": 1}]},
                "effects": [{"kind": "amount_off", "amount": 1000, "items": {"offers": ["22345"]}}],
                "limits": {"uses": null, "uses_per_customer": null, "budget": null, "gift_units": null},
                "sums_with_bonuses": true, "suggest": null },
            { "id": "gift-of-choice", "name": "Чехол на выбор", "status": "draft",
                "effects": [{"kind": "gift_choice", "gift_options": "cases", "limit": 1}] }],
        "promo_groups": [{"id": "choice-1", "name": "Выберите подарок", "promotions": ["gift-of-choice"]}],
        "code_pools": [{"id": "autumn", "codes": ["A7K2", "B9Q4"]}],
        "personal_offers": [{ "id": "PROMO-1", "name": "1000 ₽ на духи", "description": "Ваш личный промокод", "status": "live",
            "promocode": "DUHI1000", "code_pool": null, "value": null, "image": null, "barcode_type": "qr",
            "online": true, "offline": false, "starts_at": null, "expires_at": null,
            "audience": {"everyone": false, "segments": ["SALES"], "customers": []} }],
        "customers": [{"id": "1234567890", "loyalty_card": "12345", "tier": "gold", "balance": 1990, "orders": 3}] })
    .to_string()
}

#[tokio::test]
async fn the_example_comes_back_as_it_went_in() {
    let shop = shop().await;
    assert!(shop.service.is_empty().await.unwrap());
    let imported = shop.service.import(&admin(), &example(), &[]).await.unwrap();
    assert_eq!((imported.things, imported.ruleset_revision), (12, 1));
    assert!(!shop.service.is_empty().await.unwrap());
    assert_eq!(export(&shop.service).await, Document::read(&example()).unwrap().write());

    let live = shop.service.live();
    let ids: Vec<_> = live.ruleset().promotions.iter().map(|promotion| promotion.id.as_str()).collect();
    assert_eq!(ids, ["dd76656711"], "the draft is not published");
    assert!(live.ruleset().promo_groups[0].promotions.is_empty(), "the group waits for its promotion");
    assert_eq!(live.ruleset().personal_offers.len(), 1);
}

#[tokio::test]
async fn an_export_that_is_imported_again_changes_nothing_and_elsewhere_is_the_same() {
    let shop = shop().await;
    shop.service.import(&admin(), &example(), &[]).await.unwrap();
    let (text, counters) = (export(&shop.service).await, shop.store.counters().await.unwrap());
    let again = shop.service.import(&admin(), &text, &[]).await.unwrap();
    assert_eq!((again.things, again.ruleset_revision), (0, 1));
    assert_eq!(shop.store.counters().await.unwrap(), counters);

    let other = common::shop().await;
    other.service.import(&admin(), &text, &[]).await.unwrap();
    assert_eq!(export(&other.service).await, text);
    assert_eq!(other.service.live().ruleset_hash, shop.service.live().ruleset_hash);
}

#[tokio::test]
async fn a_document_with_problems_changes_nothing_and_tells_them_all() {
    let shop = shop_with(json!({
        "products": goods(),
        "promotions": [live(percent_off("sale", 10))],
        "code_pools": [{ "id": "spring", "codes": ["A1"] }],
        "customers": [{ "id": "1", "loyalty_card": "card" }]
    }))
    .await;
    let before = (export(&shop.service).await, shop.store.counters().await.unwrap());
    let document = json!({
        "settings": { "time_zone": "Moon/Base" },
        "products": [{ "offer_id": "pot", "name": "Pot", "price": 10, "category_ids": ["none"] }],
        "promotions": [
            live(percent_off("fine", 5)),
            { "id": "bad", "name": "Bad", "status": "live", "lane": "nowhere", "limits": { "uses": 3 },
                "effects": [{ "kind": "gift_choice", "gift_options": "none" }, { "kind": "notice", "text": "Hi" }] },
        ],
        "promo_groups": [{ "id": "g", "name": "G", "promotions": ["sale", "none"] }],
        "code_pools": [{ "id": "autumn", "codes": ["a1 ", "B2"] }, { "id": "winter", "codes": ["b2"] }],
        "personal_offers": [{ "id": "o", "name": "O", "status": "live" }],
        "customers": [{ "id": "2", "loyalty_card": "card" }, { "id": "3", "loyalty_card": "new" }, { "id": "4", "loyalty_card": "new" }]
    });
    let mut found = places(import(&shop.service, document.clone()).await);
    found.sort();
    let expected = [
        "code_pools[0].codes[0]",
        "code_pools[1].codes[0]",
        "customers[0].loyalty_card",
        "customers[2].loyalty_card",
        "personal_offers[0].promocode",
        "products[0].category_ids[0]",
        "promo_groups[0].promotions[1]",
        "promotions[1].effects[0].gift_options",
        "promotions[1].lane",
        "settings.time_zone",
    ];
    assert_eq!(found, expected);
    let mut checked = shop.service.check(&admin(), &with_format(document)).await.unwrap().0;
    checked.sort_by(|one, other| one.place.cmp(&other.place));
    assert_eq!(checked.iter().map(|problem| problem.place.as_str()).collect::<Vec<_>>(), expected);
    assert_eq!((export(&shop.service).await, shop.store.counters().await.unwrap()), before);
    assert_eq!(shop.tea_discount().await, 1_000);
}

#[tokio::test]
async fn what_is_named_in_vain_is_told_along_with_what_cannot_be_read() {
    let shop = shop_with(json!({
        "categories": [{ "id": "old", "name": "Old" }],
        "code_pools": [{ "id": "spring", "codes": ["A1"] }],
        "promotions": [percent_off("kept", 5)],
        "customers": [{ "id": "1", "loyalty_card": "card" }, { "id": "2", "loyalty_card": "moving" }]
    }))
    .await;
    let before = export(&shop.service).await;
    let text = with_format(json!({
        "promo": [],
        "categories": [{ "id": "unread", "name": 5 }, { "id": "under", "name": "Under", "parent_id": "unread" }],
        "products": [
            { "offer_id": "1", "name": "x", "price": "dear" },
            { "offer_id": "2", "name": "y", "price": 10, "category_ids": ["old", "unread", "none"] },
        ],
        "gift_options": [{ "id": "unread", "name": "x", "options": 5 }],
        "promotions": [
            { "id": "bad", "name": "Bad", "effects": [{ "kind": "percent_off", "percnt": 10 }] },
            { "id": "lost", "name": "Lost", "status": "live", "lane": "nowhere", "effects": [
                { "kind": "gift_choice", "gift_options": "unread" }, { "kind": "gift_choice", "gift_options": "none" }] },
        ],
        "promo_groups": [{ "id": "g", "name": "G", "promotions": ["kept", "bad", "none"] }],
        "code_pools": [{ "id": "bad", "codes": 5 }, { "id": "autumn", "codes": ["B2", "a1"] }],
        "personal_offers": [{ "id": "o", "name": "O", "code_pool": "none" }, { "id": "p", "name": "P", "code_pool": "bad" }],
        "customers": [
            { "id": "2", "loyalty_card": 5 }, { "id": "3", "loyalty_card": "card" }, { "id": "4", "loyalty_card": "moving" }]
    }));
    let mut found = places(shop.service.import(&admin(), &text, &[]).await);
    found.sort();
    let expected = [
        "categories[0].name",
        "code_pools[0].codes",
        "code_pools[1].codes[1]",
        "customers[0].loyalty_card",
        "customers[1].loyalty_card",
        "gift_options[0].options",
        "personal_offers[0].code_pool",
        "products[0].price",
        "products[1].category_ids[2]",
        "promo",
        "promo_groups[0].promotions[2]",
        "promotions[0].effects[0].percent",
        "promotions[0].effects[0].percnt",
        "promotions[1].effects[1].gift_options",
        "promotions[1].lane",
    ];
    assert_eq!(found, expected);
    let mut checked: Vec<_> =
        shop.service.check(&admin(), &text).await.unwrap().0.into_iter().map(|problem| problem.place).collect();
    checked.sort();
    assert_eq!(checked, expected);
    assert_eq!(export(&shop.service).await, before);
}

#[tokio::test]
async fn sections_that_cannot_be_read_do_not_count_as_absent() {
    let shop = shop_with(json!({
        "settings": { "lanes": [{ "id": "old" }] },
        "categories": [{ "id": "a", "name": "A" }],
        "products": [{ "offer_id": "1", "name": "x", "price": 10, "category_ids": ["a"] }]
    }))
    .await;
    let text = with_format(json!({
        "settings": { "lanes": 5 },
        "categories": [{ "id": "a", "name": 5 }],
        "promotions": [{ "id": "p", "name": "P", "lane": "new", "effects": [{ "kind": "percent_off", "percent": 5 }] }]
    }));
    let replace = ["settings".to_owned(), "categories".to_owned()];
    let found = places(shop.service.import(&admin(), &text, &replace).await);
    assert_eq!(found, ["settings.lanes", "categories[0].name"]);
    assert_eq!(places(shop.service.import(&admin(), "{oops}", &replace).await), [""]);
}

#[tokio::test]
async fn what_cannot_be_read_is_not_imported() {
    let shop = shop().await;
    let text = r#"{"podarok": 1, "promotions": [{"id": "a", "name": "A", "effects": [{"kind": "percent_off", "percnt": 5}]}]}"#;
    let found = places(shop.service.import(&admin(), text, &[]).await);
    assert_eq!(found, ["promotions[0].effects[0].percnt", "promotions[0].effects[0].percent"]);
    assert_eq!(shop.service.check(&admin(), text).await.unwrap().0.len(), 2);
    assert!(shop.service.check(&admin(), &example()).await.unwrap().is_empty());
    assert!(shop.service.is_empty().await.unwrap());
}

#[tokio::test]
async fn an_import_upserts_and_deletes_nothing() {
    let shop = shop_with(json!({
        "products": goods(), "promotions": [live(percent_off("sale", 10)), live(percent_off("more", 10))],
        "segments": [{ "id": "VIP", "name": "VIP", "customers": ["1"] }],
        "code_pools": [{ "id": "spring", "codes": ["A1"] }]
    }))
    .await;
    let revision = shop.service.live().ruleset_revision;
    let imported = import(
        &shop.service,
        json!({
            "promotions": [live(percent_off("sale", 20))],
            "segments": [{ "id": "VIP", "customers": ["2"] }],
            "code_pools": [{ "id": "spring", "codes": ["A2"] }]
        }),
    )
    .await
    .unwrap();
    assert_eq!((imported.things, imported.ruleset_revision), (3, revision + 1));
    // 20 % off, and 10 % off what is left.
    assert_eq!(shop.tea_discount().await, 2_800);
    let document = shop.service.export(&admin()).await.unwrap();
    let segments = document.segments.unwrap();
    assert_eq!((segments[0].name.as_str(), segments[0].customers.len()), ("VIP", 2));
    assert_eq!(document.code_pools.unwrap()[0].codes, ["A1", "A2"]);
    assert_eq!(document.products.unwrap().len(), 2);
}

#[tokio::test]
async fn a_section_that_is_replaced_is_exactly_the_files() {
    let shop = shop_with(json!({
        "products": goods(),
        "promotions": [live(percent_off("sale", 10)), live(percent_off("more", 10)), percent_off("idea", 5)],
        "segments": [{ "id": "VIP", "name": "VIP", "customers": ["1"] }, { "id": "OLD", "name": "Old", "customers": ["1"] }],
        "code_pools": [{ "id": "spring", "codes": ["A1"] }, { "id": "old", "codes": ["O1"] }],
        "customers": [{ "id": "1", "loyalty_card": "card" }]
    }))
    .await;
    let document = with_format(json!({
        "products": [{ "offer_id": "tea", "name": "Чай", "price": 100 }],
        "promotions": [live(percent_off("sale", 20)), percent_off("more", 50)],
        "segments": [{ "id": "VIP", "name": "VIP", "customers": ["2"] }],
        "code_pools": [{ "id": "spring", "codes": ["O1"] }],
        "customers": [{ "id": "2", "loyalty_card": "card" }]
    }));
    let sections = ["products", "promotions", "segments", "code_pools", "customers"].map(str::to_owned);
    shop.service.import(&admin(), &document, &sections).await.unwrap();
    assert_eq!(shop.tea_discount().await, 2_000);
    let phase = async |id: &str| shop.service.rule::<Promotion>(&viewer(), id, Language::En).await.unwrap().phase;
    assert_eq!(phase("more").await, Phase::Paused, "a draft of the file that was live here");
    assert_eq!(phase("idea").await, Phase::Archived, "never published, and kept nevertheless");
    let document = shop.service.export(&admin()).await.unwrap();
    assert_eq!(document.products.unwrap().len(), 1);
    let segments = document.segments.unwrap();
    assert_eq!(segments.len(), 1, "{segments:?}");
    assert_eq!(segments[0].customers, ["2"]);
    let pools = document.code_pools.unwrap();
    assert_eq!((pools.len(), pools[0].codes.clone()), (1, vec!["O1".to_owned()]));
    assert_eq!(document.customers.unwrap()[0].id, "2");
    assert_eq!(document.promotions.unwrap().len(), 3);
}

#[tokio::test]
async fn no_section_is_emptied_by_a_slip() {
    let shop = shop_with(json!({ "promotions": [live(percent_off("sale", 10))] })).await;
    let replace = ["promotions".to_owned(), "promotion".to_owned()];
    let found = problems(shop.service.import(&admin(), r#"{"podarok": 1, "products": []}"#, &replace).await);
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[0].0, "promotions");
    assert!(found[1].1.contains("“promotion” cannot be replaced"), "{found:?}");
}

#[tokio::test]
async fn what_is_still_needed_cannot_be_replaced_away() {
    let shop = shop_with(json!({
        "categories": [{ "id": "hot", "name": "Hot" }, { "id": "cold", "name": "Cold" }],
        "products": [{ "offer_id": "tea", "name": "Tea", "price": 100, "category_ids": ["hot"] }],
        "gift_options": [{ "id": "cups", "name": "Cups", "options": [{ "offer_id": "tea" }] }],
        "promotions": [
            { "id": "cold", "name": "Cold", "effects": [{ "kind": "percent_off", "percent": 5, "items": { "categories": ["cold"] } }] },
            { "id": "choice", "name": "Choice", "status": "live", "effects": [{ "kind": "gift_choice", "gift_options": "cups" }] }
        ]
    }))
    .await;
    let replace = ["categories".to_owned(), "gift_options".to_owned()];
    let text = r#"{"podarok": 1, "categories": [], "gift_options": []}"#;
    let told: Vec<_> = problems(shop.service.import(&admin(), text, &replace).await).into_iter().map(|(_, en)| en).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].contains("“Cold” needs it"), "{told:?}");
    assert!(told[1].contains("goods are in it: 1"), "{told:?}");
    assert!(told[2].starts_with("Promotion “Choice”"), "{told:?}");
}

#[tokio::test]
async fn a_draft_of_the_file_leaves_what_is_live_here_in_force() {
    let shop = shop_with(json!({ "products": goods(), "promotions": [live(percent_off("sale", 10))] })).await;
    import(&shop.service, json!({ "promotions": [percent_off("sale", 50)] })).await.unwrap();
    assert_eq!(shop.tea_discount().await, 1_000);
    let view = shop.service.rule::<Promotion>(&viewer(), "sale", Language::En).await.unwrap();
    assert_eq!(view.phase, Phase::Live);
    assert_ne!(Some(view.version), view.published_version);
    // An export has what is published.
    let promotions = shop.service.export(&admin()).await.unwrap().promotions.unwrap();
    assert_eq!(serde_json::to_value(&promotions[0]).unwrap()["effects"][0]["percent"], 10);
}

#[tokio::test]
async fn paused_and_archived_ones_are_published_in_that_status() {
    let paused = json!({ "id": "later", "name": "Later", "status": "paused", "limits": { "uses": 1 },
        "effects": [{ "kind": "percent_off", "percent": 5 }] });
    let mut archived = percent_off("old", 10);
    archived["status"] = json!("archived");
    let shop = shop_with(json!({ "products": goods(), "promotions": [paused, archived] })).await;
    assert_eq!(shop.tea_discount().await, 0);
    assert_eq!(shop.service.live().ruleset().promotions.len(), 2);
    assert_eq!(shop.store.revisions_of(RuleKind::Promotion, "old").await.unwrap().len(), 1);
}

#[tokio::test]
async fn unknown_segments_are_made_as_not_yet_seen() {
    let shop = shop_with(json!({
        "promotions": [{ "id": "p", "name": "P", "conditions": { "kind": "segment", "any": ["NEW"] } }],
        "personal_offers": [{ "id": "o", "name": "O", "audience": { "segments": ["OTHER"] } }]
    }))
    .await;
    for id in ["NEW", "OTHER"] {
        let segment = shop.store.segment(id).await.unwrap().unwrap();
        assert_eq!((segment.name.as_str(), segment.last_seen_at, segment.customers), ("", None, 0));
    }
}

#[tokio::test]
async fn only_admins_import_and_export() {
    for role in Role::ALL {
        assert_eq!(actor(role).permit::<service::Administer>().is_ok(), role.allows(Permission::Administer));
    }
}
