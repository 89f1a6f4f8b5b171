//! R15: points.

use engine::{Effect, Promotion};

use super::{
    article::Article,
    asked::Asked,
    goods::selects,
    lanes::State,
    ratio::{Ratio, percent},
    sharing::split,
};

/// The customer's own percentages: the tier's, else the programme's. None where the shop has no programme.
struct Own {
    earn: i64,
    /// Who is not known can spend nothing.
    spend: Option<i64>,
}

fn own(asked: &Asked<'_>) -> Option<Own> {
    let programme = asked.ruleset.settings.bonuses.as_ref()?;
    let tier = asked.customer().and_then(|customer| customer.tier.as_ref());
    let tier = programme.tiers.iter().find(|known| Some(&known.id) == tier);
    let (earn, spend) =
        tier.map_or((programme.earn_percent.0, programme.spend_percent.0), |tier| (tier.earn_percent.0, tier.spend_percent.0));
    let is_known = asked.customer().is_some();
    Some(Own { earn, spend: is_known.then_some(spend) })
}

impl Own {
    /// The percentages of an article are added up before they are rounded; each `multiply` adds to the customer's own
    /// percentage; fixed points are added after that.
    fn earns(&self, article: &Article<'_>) -> i64 {
        let times = Ratio::new(1_000 + article.earn_times, 1_000);
        let share = percent(self.earn).times(times).plus(percent(article.earn_percent));
        whole_points(article.left(), share.max(Ratio::from(0))) + article.earn_points
    }

    /// The share of an article that points may pay.
    fn share(&self, article: &Article<'_>) -> i64 {
        let may_be_paid = article.product.is_none_or(|product| product.use_bonuses);
        self.spend.filter(|_| may_be_paid).map_or(0, |own| article.spend_percent.unwrap_or(own))
    }
}

/// A share of an amount, rounded down to whole points: a point is a currency unit.
fn whole_points(kopecks: i64, share: Ratio) -> i64 {
    Ratio::new(kopecks, 100).times(share).floor()
}

/// What a promotion gave of points.
#[derive(Debug, Clone, Default)]
pub struct Gain {
    /// By article: whole points that it adds to what the article would earn, effect by effect, at its turn.
    points: Vec<i64>,
    /// By article: the share that points could pay before the promotion.
    share_before: Vec<i64>,
}

impl Gain {
    pub fn new(asked: &Asked<'_>, articles: &[Article<'_>]) -> Self {
        let share = |article: &Article<'_>| own(asked).map_or(0, |own| own.share(article));
        Self { points: vec![0; articles.len()], share_before: articles.iter().map(share).collect() }
    }

    /// Adds an effect's points to the articles that it selects, on what is left now; `points` once, shared by what is left of
    /// each. Without a programme no promotion gives points.
    pub fn apply(&mut self, asked: &Asked<'_>, promotion: &Promotion, effect: &Effect, articles: &mut [Article<'_>]) {
        let Some(own) = own(asked) else { return };
        let items = match effect {
            Effect::BonusEarn(effect) => &effect.items,
            Effect::BonusSpend(effect) => &effect.items,
            _ => return,
        };
        let before: Vec<i64> = articles.iter().map(|article| own.earns(article)).collect();
        // R12, R18: a line of an offer that the promotion gives or offers would come back as the promotion's gift.
        let selected = |article: &Article<'_>| {
            selects(items, article.offer, article.product, article.price, asked.categories)
                && asked.listed(promotion, article.offer).is_none()
        };
        let mut matching: Vec<&mut Article<'_>> = articles.iter_mut().filter(|article| selected(article)).collect();
        if let Effect::BonusEarn(effect) = effect {
            let left: Vec<i64> = matching.iter().map(|article| article.left()).collect();
            let points = split(effect.points.unwrap_or(0), &left);
            for (article, points) in matching.iter_mut().zip(points) {
                article.earn_points += points;
                article.earn_percent += effect.percent.map_or(0, |percent| percent.0);
                article.earn_times += effect.multiply.map_or(0, |times| times.0 - 1_000);
            }
        } else if let Effect::BonusSpend(effect) = effect {
            matching.iter_mut().for_each(|article| article.spend_percent = Some(effect.percent.0));
        }
        for (gain, (article, before)) in self.points.iter_mut().zip(articles.iter().zip(before)) {
            *gain += own.earns(article) - before;
        }
    }

    /// Which articles it gave points, and whether that is something: at least one whole point in all, or a higher share that
    /// points may pay of goods of which something is left.
    pub fn result(&self, asked: &Asked<'_>, articles: &[Article<'_>]) -> (Vec<bool>, bool) {
        let share = |article: &Article<'_>| own(asked).map_or(0, |own| own.share(article));
        let raised = |(article, before): (&Article<'_>, &i64)| article.left() > 0 && share(article) > *before;
        let raised: Vec<bool> = articles.iter().zip(&self.share_before).map(raised).collect();
        let something = self.points.iter().sum::<i64>() > 0 || raised.contains(&true);
        (self.points.iter().zip(raised).map(|(&points, raised)| points > 0 || raised).collect(), something)
    }
}

/// Every article's points at the end: to spend, and to earn. All are 0 where a promotion gave something that does not go
/// together with points (R13).
pub fn of_articles(asked: &Asked<'_>, state: &State<'_>) -> Option<Vec<(i64, i64)>> {
    let own = own(asked)?;
    let none = state.given.iter().any(|given| !given.promotion.sums_with_bonuses);
    let of = |article: &Article<'_>| {
        if none {
            return (0, 0);
        }
        (whole_points(article.left(), percent(own.share(article))), own.earns(article))
    };
    Some(state.articles.iter().map(of).collect())
}

/// The order earns the sum of its lines; it can spend that sum, or the balance if that is less.
pub fn of_order(asked: &Asked<'_>, points: &[(i64, i64)]) -> (i64, i64) {
    let balance = asked.customer().map_or(0, |customer| customer.balance.max(0));
    let spend: i64 = points.iter().map(|points| points.0).sum();
    (spend.min(balance), points.iter().map(|points| points.1).sum())
}
