//! What is live: saving changes no basket, publishing does, and each is all or nothing.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::*;
use contract::{
    ErrorCode, Role,
    rule::SETTINGS_ID,
    views::{Phase, RuleView},
};
use engine::{GiftOptions, Language, PersonalOffer, PromoGroup, Promotion, Settings};
use serde_json::json;
use service::{Publish, Service};

async fn promotion(service: &Service, id: &str) -> RuleView<Promotion> {
    service.rule::<Promotion>(&viewer(), id, Language::En).await.unwrap()
}

async fn audit_rows(shop: &Shop) -> u64 {
    shop.store.audit_log(None, &store::Filter::default()).await.unwrap().1
}

#[tokio::test]
async fn an_editors_save_of_a_live_promotion_changes_no_basket_until_it_is_published() {
    let shop = shop_with(json!({ "products": goods(), "promotions": [live(percent_off("sale", 10))] })).await;
    let revision = shop.service.live().ruleset_revision;
    assert_eq!(shop.tea_discount().await, 1_000);
    let before = promotion(&shop.service, "sale").await;

    let saved = shop.service.save_rule::<Promotion>(&editor(), &over(before.version, percent_off("sale", 50))).await.unwrap();
    assert_eq!(shop.tea_discount().await, 1_000);
    assert_eq!(shop.service.live().ruleset_revision, revision);
    let edited = promotion(&shop.service, "sale").await;
    assert_eq!((edited.version, edited.published_version), (before.version + 1, before.published_version));
    assert_eq!(edited.phase, Phase::Live);

    let published = shop.service.publish_rule::<Promotion>(&publisher(), &at("sale", saved.version)).await.unwrap();
    assert_eq!(shop.tea_discount().await, 5_000);
    assert_eq!(shop.service.live().ruleset_revision, revision + 1);
    let after = promotion(&shop.service, "sale").await;
    assert_eq!((after.version, after.published_version), (published.version, Some(published.version)));
}

#[tokio::test]
async fn a_new_promotion_is_a_draft_with_an_id_from_its_name() {
    let shop = shop_with(json!({ "products": goods() })).await;
    let mut item = percent_off("", 10);
    item["name"] = json!("Скидка на чай");
    item["status"] = json!("live");
    let saved = shop.service.save_rule::<Promotion>(&editor(), &new(item)).await.unwrap();
    assert!(saved.id.starts_with("skidka-na-chay-"), "{}", saved.id);
    assert_eq!(saved.version, 1);
    let view = promotion(&shop.service, &saved.id).await;
    assert_eq!((view.phase, view.published_version), (Phase::Draft, None));
    assert_eq!(view.item.id, saved.id);
    assert_eq!(shop.tea_discount().await, 0);
}

#[tokio::test]
async fn only_publishers_publish() {
    for (role, may) in [(Role::Viewer, false), (Role::Editor, false), (Role::Publisher, true), (Role::Admin, true)] {
        let permit = actor(role).permit::<Publish>();
        assert_eq!(permit.is_ok(), may, "{role:?}");
        if !may {
            assert_eq!(permit.unwrap_err(), ErrorCode::Forbidden);
        }
    }
}

#[tokio::test]
async fn settings_are_for_those_who_administer() {
    let shop = shop().await;
    let view = shop.service.rule::<Settings>(&viewer(), SETTINGS_ID, Language::Ru).await.unwrap();
    assert_eq!((view.version, view.phase), (0, Phase::Unpublished));
    let input = over(0, json!({ "rounding": "1", "time_zone": "Asia/Yekaterinburg" }));
    assert_eq!(code(shop.service.save_rule::<Settings>(&permit(Role::Editor), &input).await), ErrorCode::Forbidden);
    let saved = shop.service.save_rule::<Settings>(&permit(Role::Admin), &input).await.unwrap();
    assert_eq!(saved.id, SETTINGS_ID);
    let stale = over(0, json!({ "rounding": 10 }));
    assert_eq!(code(shop.service.save_rule::<Settings>(&permit(Role::Admin), &stale).await), ErrorCode::Conflict);

    let publish = at(SETTINGS_ID, saved.version);
    assert_eq!(code(shop.service.publish_rule::<Settings>(&publisher(), &publish).await), ErrorCode::Forbidden);
    assert_eq!(shop.service.live().ruleset().settings.rounding.minor(), 1);
    shop.service.publish_rule::<Settings>(&permit(Role::Admin), &publish).await.unwrap();
    let live = shop.service.live();
    assert_eq!(live.ruleset().settings.rounding.minor(), 100);
    assert_eq!(live.time_zone.iana_name(), Some("Asia/Yekaterinburg"));
}

#[tokio::test]
async fn settings_with_an_unknown_time_zone_are_refused() {
    let shop = shop().await;
    let input = new(json!({ "time_zone": "Europe/Muscovy" }));
    assert_eq!(places(shop.service.save_rule::<Settings>(&permit(Role::Admin), &input).await), ["time_zone"]);
}

#[tokio::test]
async fn the_later_of_two_saves_is_told_of_the_conflict() {
    let shop = shop().await;
    let saved = shop.service.save_rule::<Promotion>(&editor(), &new(percent_off("sale", 10))).await.unwrap();
    let first = shop.service.save_rule::<Promotion>(&editor(), &over(saved.version, percent_off("sale", 20))).await.unwrap();
    let second = shop.service.save_rule::<Promotion>(&editor(), &over(saved.version, percent_off("sale", 30))).await;
    assert_eq!(code(second), ErrorCode::Conflict);
    let stale = shop.service.publish_rule::<Promotion>(&publisher(), &at("sale", saved.version)).await;
    assert_eq!(code(stale), ErrorCode::Conflict);
    assert_eq!(promotion(&shop.service, "sale").await.version, first.version);
    // Saving what is there already is no change.
    let same = shop.service.save_rule::<Promotion>(&editor(), &over(first.version, percent_off("sale", 20))).await.unwrap();
    assert_eq!(same.version, first.version);
}

#[tokio::test]
async fn ids_are_fixed_and_never_reused() {
    let shop = shop().await;
    shop.service.save_rule::<Promotion>(&editor(), &new(percent_off("sale", 10))).await.unwrap();
    shop.service.archive_rule::<Promotion>(&publisher(), &at("sale", 1)).await.unwrap();
    assert_eq!(places(shop.service.save_rule::<Promotion>(&editor(), &new(percent_off("sale", 20))).await), ["id"]);
    let other = shop.service.save_rule::<Promotion>(&editor(), &over(2, percent_off("Sale", 20))).await;
    assert_eq!(code(other), ErrorCode::NotFound);
    assert_eq!(code(shop.service.publish_rule::<Promotion>(&publisher(), &at("none", 1)).await), ErrorCode::NotFound);
}

#[tokio::test]
async fn of_two_publishers_at_once_one_wins_and_the_other_is_told() {
    let shop = shop_with(json!({ "products": goods() })).await;
    let other = shop.another().await;
    let saved = shop.service.save_rule::<Promotion>(&editor(), &new(percent_off("sale", 10))).await.unwrap();
    let (revision, rows) = (shop.service.live().ruleset_revision, audit_rows(&shop).await);
    let (publisher, input) = (publisher(), at("sale", saved.version));
    let (one, two) = tokio::join!(
        shop.service.publish_rule::<Promotion>(&publisher, &input),
        other.publish_rule::<Promotion>(&publisher, &input),
    );
    let (won, lost) = if one.is_ok() { (one, two) } else { (two, one) };
    assert!(won.is_ok(), "{won:?}");
    assert_eq!(code(lost), ErrorCode::Conflict);
    assert_eq!(shop.store.counters().await.unwrap().ruleset, revision + 1);
    assert_eq!(audit_rows(&shop).await, rows + 1);
    other.stop().await;
}

#[tokio::test]
async fn two_different_things_published_at_once_are_both_live() {
    let shop = shop_with(json!({ "products": goods() })).await;
    let other = shop.another().await;
    for id in ["a", "b"] {
        shop.service.save_rule::<Promotion>(&editor(), &new(percent_off(id, 10))).await.unwrap();
    }
    let (publisher, a, b) = (publisher(), at("a", 1), at("b", 1));
    let (one, two) =
        tokio::join!(shop.service.publish_rule::<Promotion>(&publisher, &a), other.publish_rule::<Promotion>(&publisher, &b),);
    one.unwrap();
    two.unwrap();
    // 10 % off, and 10 % off what is left.
    soon(async || shop.tea_discount().await == 1_900).await;
    other.stop().await;
}

#[tokio::test]
async fn pausing_stops_what_is_published_and_publishes_no_edits() {
    let shop = shop_with(json!({ "products": goods(), "promotions": [live(percent_off("sale", 10))] })).await;
    let version = promotion(&shop.service, "sale").await.version;
    let edited = shop.service.save_rule::<Promotion>(&editor(), &over(version, percent_off("sale", 50))).await.unwrap();

    let paused = shop.service.pause_rule::<Promotion>(&publisher(), &at("sale", edited.version)).await.unwrap();
    assert_eq!(shop.tea_discount().await, 0);
    let view = promotion(&shop.service, "sale").await;
    assert_eq!((view.version, view.phase), (paused.version, Phase::Paused));
    assert_eq!(view.published_version, Some(version), "the edits are still not published");
    assert_eq!(serde_json::to_value(&view.item).unwrap()["effects"][0]["percent"], 50, "and not lost");
    let revisions = shop.store.revisions_of(contract::RuleKind::Promotion, "sale").await.unwrap();
    assert!(revisions[0].body.contains(r#""percent":10"#), "{}", revisions[0].body);

    let again = shop.service.pause_rule::<Promotion>(&publisher(), &at("sale", paused.version)).await;
    assert_eq!(places(again), ["status"]);
    shop.service.publish_rule::<Promotion>(&publisher(), &at("sale", paused.version)).await.unwrap();
    assert_eq!(shop.tea_discount().await, 5_000);
}

#[tokio::test]
async fn a_draft_can_be_put_away_and_what_was_live_brought_back() {
    let shop =
        shop_with(json!({ "products": goods(), "promotions": [live(percent_off("sale", 10)), percent_off("idea", 5)] })).await;
    let revision = shop.service.live().ruleset_revision;
    shop.service.archive_rule::<Promotion>(&publisher(), &at("idea", 1)).await.unwrap();
    assert_eq!(promotion(&shop.service, "idea").await.phase, Phase::Archived);
    assert_eq!(shop.service.live().ruleset_revision, revision, "it was in no basket");

    let version = promotion(&shop.service, "sale").await.version;
    let archived = shop.service.archive_rule::<Promotion>(&publisher(), &at("sale", version)).await.unwrap();
    assert_eq!(shop.tea_discount().await, 0);
    assert_eq!(shop.service.live().ruleset_revision, revision + 1);
    shop.service.publish_rule::<Promotion>(&publisher(), &at("sale", archived.version)).await.unwrap();
    assert_eq!(shop.tea_discount().await, 1_000);
}

#[tokio::test]
async fn publishing_again_what_is_published_changes_nothing() {
    let shop = shop_with(json!({ "promotions": [live(percent_off("sale", 10))] })).await;
    let (revision, rows) = (shop.service.live().ruleset_revision, audit_rows(&shop).await);
    let version = promotion(&shop.service, "sale").await.version;
    let saved = shop.service.publish_rule::<Promotion>(&publisher(), &at("sale", version)).await.unwrap();
    assert_eq!(saved.version, version);
    assert_eq!(shop.store.counters().await.unwrap().ruleset, revision);
    assert_eq!(audit_rows(&shop).await, rows);
}

#[tokio::test]
async fn what_cannot_be_published_leaves_nothing_behind() {
    let shop = shop_with(json!({ "promotions": [live(percent_off("sale", 10))] })).await;
    let item = json!({
        "id": "later", "name": "Later", "suggest": { "title": "Later" },
        "conditions": { "all": [{ "kind": "orders", "below": 1 }] },
        "effects": [{ "kind": "gift", "gifts": [{ "offer_id": "tea" }] }, { "kind": "gift", "gifts": [{ "offer_id": "tea" }] }],
        "limits": { "uses": 5 }
    });
    let saved = shop.service.save_rule::<Promotion>(&editor(), &new(item)).await.unwrap();
    let before = (shop.store.counters().await.unwrap(), audit_rows(&shop).await, promotion(&shop.service, "later").await);

    let found = places(shop.service.publish_rule::<Promotion>(&publisher(), &at("later", saved.version)).await);
    assert_eq!(found, ["suggest", "effects[1].gifts[0].offer_id"]);
    let after = (shop.store.counters().await.unwrap(), audit_rows(&shop).await, promotion(&shop.service, "later").await);
    assert_eq!(before, after);
    assert!(shop.store.revisions_of(contract::RuleKind::Promotion, "later").await.unwrap().is_empty());
}

#[tokio::test]
async fn a_code_of_a_pool_opens_the_promotions_of_that_pool() {
    let mut of_pool = live(percent_off("members", 10));
    of_pool["code_pool"] = json!("club");
    let shop = shop_with(json!({
        "products": goods(), "promotions": [of_pool],
        "code_pools": [{ "id": "club", "codes": ["A7K2"] }, { "id": "other", "codes": ["B9Q4"] }]
    }))
    .await;
    let of = async |code: &str| {
        let quote = shop.quote(&engine::Basket { code: Some(code.to_owned()), ..basket(&["tea"]) }).await;
        (quote.discount.minor(), quote.code.map(|code| (code.status, code.applied)))
    };
    use engine::quote::CodeStatus::{NotFound, Success};
    assert_eq!(of(" a7k2 ").await, (1_000, Some((Success, Some("A7K2".to_owned())))));
    assert_eq!(of("B9Q4").await, (0, Some((NotFound, None))), "no promotion needs that pool");
    assert_eq!(of("C0C0").await, (0, Some((NotFound, None))));
}

#[tokio::test]
async fn a_draft_that_gives_nothing_can_be_saved_and_not_published() {
    let shop = shop().await;
    let item = json!({ "id": "empty", "name": "Empty" });
    let saved = shop.service.save_rule::<Promotion>(&editor(), &new(item)).await.unwrap();
    let found = places(shop.service.publish_rule::<Promotion>(&publisher(), &at("empty", saved.version)).await);
    assert_eq!(found, ["effects"]);
}

#[tokio::test]
async fn gift_options_come_before_the_promotion_that_offers_them() {
    let shop = shop_with(json!({ "products": goods() })).await;
    let choice = json!({ "id": "choice", "name": "Choice", "effects": [{ "kind": "gift_choice", "gift_options": "cups" }] });
    let missing = shop.service.save_rule::<Promotion>(&editor(), &new(choice.clone())).await;
    assert_eq!(places(missing), ["effects[0].gift_options"]);

    let cups = json!({ "id": "cups", "name": "Cups", "options": [{ "offer_id": "cup" }] });
    shop.service.save_rule::<GiftOptions>(&editor(), &new(cups)).await.unwrap();
    shop.service.save_rule::<Promotion>(&editor(), &new(choice)).await.unwrap();
    let early = problems(shop.service.publish_rule::<Promotion>(&publisher(), &at("choice", 1)).await);
    assert_eq!(early.len(), 1, "{early:?}");
    assert_eq!(early[0].0, "effects[0].gift_options");
    assert!(early[0].1.contains("“Cups” were never published"), "{early:?}");

    shop.service.publish_rule::<GiftOptions>(&publisher(), &at("cups", 1)).await.unwrap();
    shop.service.publish_rule::<Promotion>(&publisher(), &at("choice", 1)).await.unwrap();
    let promotions = shop.quote(&basket(&["tea"])).await.promotions;
    assert_eq!(promotions[0].options[0].offer_id, "cup");

    // Now something live needs them.
    let away = problems(shop.service.archive_rule::<GiftOptions>(&publisher(), &at("cups", 2)).await);
    assert!(away[0].1.starts_with("Promotion “Choice”"), "{away:?}");
    assert_eq!(places(shop.service.pause_rule::<GiftOptions>(&publisher(), &at("cups", 2)).await), ["status"]);
}

#[tokio::test]
async fn a_group_is_published_before_its_promotions_and_leaves_after_them() {
    let shop = shop_with(json!({ "products": goods(), "promotions": [percent_off("sale", 10)] })).await;
    let group = json!({ "id": "group", "name": "Group", "promotions": ["sale"] });
    shop.service.save_rule::<PromoGroup>(&editor(), &new(group)).await.unwrap();
    shop.service.publish_rule::<PromoGroup>(&publisher(), &at("group", 1)).await.unwrap();
    shop.service.publish_rule::<Promotion>(&publisher(), &at("sale", 1)).await.unwrap();
    assert_eq!(shop.tea_discount().await, 0, "it works only when it is chosen");
    assert_eq!(shop.quote(&basket(&["tea"])).await.groups.len(), 1);

    let away = problems(shop.service.archive_rule::<PromoGroup>(&publisher(), &at("group", 2)).await);
    assert_eq!(away.len(), 1);
    assert!(away[0].1.contains("would work for everybody"), "{away:?}");
    shop.service.pause_rule::<Promotion>(&publisher(), &at("sale", 2)).await.unwrap();
    shop.service.archive_rule::<PromoGroup>(&publisher(), &at("group", 2)).await.unwrap();
    assert!(shop.service.live().ruleset().promo_groups.is_empty());
}

#[tokio::test]
async fn a_lane_of_settings_that_are_not_published_is_not_there_yet() {
    let shop = shop_with(json!({ "products": goods() })).await;
    let lanes = json!({ "lanes": [{ "id": "shelf" }, { "id": "vip" }] });
    shop.service.save_rule::<Settings>(&permit(Role::Admin), &new(lanes)).await.unwrap();
    let mut sale = percent_off("sale", 10);
    sale["lane"] = json!("vip");
    shop.service.save_rule::<Promotion>(&editor(), &new(sale)).await.unwrap();
    let early = problems(shop.service.publish_rule::<Promotion>(&publisher(), &at("sale", 1)).await);
    assert_eq!(early.len(), 1, "{early:?}");
    assert!(early[0].0 == "lane" && early[0].1.contains("not published"), "{early:?}");
    shop.service.publish_rule::<Settings>(&permit(Role::Admin), &at(SETTINGS_ID, 1)).await.unwrap();
    shop.service.publish_rule::<Promotion>(&publisher(), &at("sale", 1)).await.unwrap();
    assert_eq!(shop.tea_discount().await, 1_000);
}

#[tokio::test]
async fn a_code_may_stand_behind_several_promotions_and_personal_offers() {
    let shop = shop_with(json!({ "products": goods() })).await;
    for id in ["a", "b"] {
        let mut item = percent_off(id, 10);
        item["codes"] = json!(["SALE"]);
        shop.service.save_rule::<Promotion>(&editor(), &new(item)).await.unwrap();
        shop.service.publish_rule::<Promotion>(&publisher(), &at(id, 1)).await.unwrap();
    }
    let offer = json!({ "id": "o", "name": "O", "promocode": "sale", "audience": { "everyone": true } });
    shop.service.save_rule::<PersonalOffer>(&editor(), &new(offer)).await.unwrap();
    shop.service.publish_rule::<PersonalOffer>(&publisher(), &at("o", 1)).await.unwrap();
    let with_code = engine::Basket { code: Some(" Sale".to_owned()), ..basket(&["tea"]) };
    assert_eq!(shop.quote(&with_code).await.discount.minor(), 1_900);
}

#[tokio::test]
async fn every_change_is_in_the_audit_log_with_what_was_and_what_is() {
    let shop = shop().await;
    shop.service.save_rule::<Promotion>(&editor(), &new(percent_off("sale", 10))).await.unwrap();
    shop.service.publish_rule::<Promotion>(&publisher(), &at("sale", 1)).await.unwrap();
    shop.service.save_rule::<Promotion>(&editor(), &over(2, percent_off("sale", 20))).await.unwrap();
    shop.service.pause_rule::<Promotion>(&publisher(), &at("sale", 3)).await.unwrap();
    shop.service.archive_rule::<Promotion>(&publisher(), &at("sale", 4)).await.unwrap();
    let (rows, _) = shop.store.audit_log(Some(("promotion", "sale")), &store::Filter::default()).await.unwrap();
    let told: Vec<_> = rows.iter().rev().map(|row| (row.actor.as_str(), row.action.as_str())).collect();
    let expected =
        [("editor", "save"), ("publisher", "publish"), ("editor", "save"), ("publisher", "pause"), ("publisher", "archive")];
    assert_eq!(told, expected);
    let second_save = &rows[2];
    assert!(second_save.before.as_ref().unwrap().contains(r#""percent":10"#));
    assert!(second_save.after.as_ref().unwrap().contains(r#""percent":20"#));
    let pause = &rows[1];
    assert!(pause.after.as_ref().unwrap().contains(r#""status":"paused""#));
    assert!(pause.after.as_ref().unwrap().contains(r#""percent":10"#));
}
