//! What one promotion gives from where the promotions before it left the basket.

use engine::{Effect, Promotion, rules::Gift};

use super::{
    article::Article,
    asked::Asked,
    goods::selects,
    intake::{Entry, worth},
    limits::{Rest, dearest_choice},
    money::Counter,
    points,
};

/// What a promotion gave.
#[derive(Debug, Clone)]
pub struct Given<'a> {
    pub promotion: &'a Promotion,
    /// Money off by article, after floors, caps and budgets.
    pub money: Vec<i64>,
    pub gifts: Vec<&'a Gift>,
    /// To choose from; and those of them that the customer chose.
    pub options: Vec<&'a Gift>,
    pub chosen: Vec<&'a Gift>,
    /// True by article where it earns more points, or points may pay a higher share of it.
    pub points: Vec<bool>,
    /// At least one whole point, or a higher share.
    pub gives_points: bool,
    /// R10: money off, gifts at the catalogue's price, a choice as its dearest options.
    pub worth: i64,
}

impl Given<'_> {
    pub fn money_in_all(&self) -> i64 {
        self.money.iter().sum()
    }

    /// R4: giving something is money off, a gift, the offer of a choice of gifts, or points.
    pub fn is_something(&self) -> bool {
        self.money_in_all() > 0 || !self.gifts.is_empty() || !self.options.is_empty() || self.gives_points
    }
}

/// Applies a promotion to the articles.
pub fn give<'a>(
    asked: &Asked<'a>,
    entries: &[Entry<'a>],
    promotion: &'a Promotion,
    articles: &[Article<'a>],
) -> (Vec<Article<'a>>, Given<'a>) {
    let mut after = articles.to_vec();
    // The effects apply one after another.
    let mut gain = points::Gain::new(asked, articles);
    for effect in &promotion.effects {
        Counter { asked, promotion, articles: &mut after }.apply(effect);
        gain.apply(asked, promotion, effect, &mut after);
    }
    // R16: money comes before gifts, gifts in their order before the choice.
    let mut rest = Rest::of(asked, promotion);
    let money = rest.pay_money(articles, &mut after);
    let is_available = |gift: &&Gift| asked.product(&gift.offer_id).is_none_or(|product| product.available);
    let due = asked.gifts_of(promotion).into_iter().filter(is_available);
    let gifts: Vec<&Gift> = due.filter(|gift| rest.pay_gift(asked, gift)).collect();
    let (options, limit) = asked.options_of(promotion);
    let mut options: Vec<&Gift> = options.into_iter().filter(is_available).collect();
    if !rest.pay_choice(asked, &options, limit) {
        options.clear();
    }
    let chosen: Vec<&Gift> =
        options.iter().copied().filter(|gift| is_chosen(asked, entries, promotion, gift)).take(limit as usize).collect();
    let (points, gives_points) = gain.result(asked, &after);
    let worth = money.iter().sum::<i64>()
        + gifts.iter().map(|gift| worth(asked, &gift.offer_id, gift.quantity.0)).sum::<i64>()
        + dearest_choice(asked, &options, limit);
    let given = Given { promotion, money, gifts, options, chosen, points, gives_points, worth };
    // R4, R15: what gives nothing at its turn leaves nothing behind that could earn something later.
    if !given.is_something() {
        for (article, before) in after.iter_mut().zip(articles) {
            (article.earn_percent, article.earn_times) = (before.earn_percent, before.earn_times);
        }
    }
    (after, given)
}

/// R12: a choice is what an active line claims of an option; in a chosen promo group it is what the group's entry names, where
/// it names anything.
fn is_chosen(asked: &Asked<'_>, entries: &[Entry<'_>], promotion: &Promotion, gift: &Gift) -> bool {
    let in_group = asked.group_of(&promotion.id).is_some();
    let entry = asked.basket.chosen.iter().find(|chosen| in_group && chosen.promotion == promotion.id);
    match entry {
        Some(entry) if !entry.gifts.is_empty() => entry.gifts.iter().any(|named| named.offer_id == gift.offer_id),
        _ => came_back_on(entries, &promotion.id, &gift.offer_id).is_some(),
    }
}

/// R12: the first line that takes part on which a promotion's gift came back.
pub fn came_back_on(entries: &[Entry<'_>], promotion: &str, offer: &str) -> Option<usize> {
    entries.iter().position(|entry| {
        !entry.line.set_aside && entry.offer == offer && entry.claims.iter().any(|(claimed_by, _)| *claimed_by == promotion)
    })
}

/// The texts of a promotion: for the whole basket, and for articles, where goods are named.
pub fn notices(asked: &Asked<'_>, promotion: &Promotion, articles: &[Article<'_>]) -> Vec<(Option<usize>, String)> {
    let mut notices = Vec::new();
    for effect in &promotion.effects {
        let Effect::Notice(notice) = effect else { continue };
        if notice.items == engine::Items::default() {
            notices.push((None, notice.text.clone()));
            continue;
        }
        for (index, article) in articles.iter().enumerate() {
            if selects(&notice.items, article.offer, article.product, article.price, asked.categories) {
                notices.push((Some(index), notice.text.clone()));
            }
        }
    }
    notices
}
