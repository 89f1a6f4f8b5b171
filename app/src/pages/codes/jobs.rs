//! What works on a pool, and how far it is.

use std::time::Duration;

use contract::views::{JobState, JobView};
use engine::Text;
use leptos::prelude::*;

use crate::{
    api,
    editor::Section,
    preferences::{use_language, use_texts},
    zone::Zone,
};

use super::words;

/// How often the progress is asked for.
const AGAIN: Duration = Duration::from_secs(1);

/// The newest jobs of a pool. While one runs, its progress is asked for; without a script the page is loaded again.
/// `over` is told when it has ended.
pub fn view(pool: String, jobs: Vec<JobView>, zone: Zone, over: Callback<()>) -> AnyView {
    let t = use_texts();
    if jobs.is_empty() {
        return ().into_any();
    }
    let shown = RwSignal::new(jobs);
    let asked = pool.clone();
    let ask = Action::new(move |(): &()| {
        let pool = asked.clone();
        async move { api::codes::pool_jobs(pool).await }
    });
    Effect::new(move |_| {
        if is_running(&shown.read()) {
            _ = set_timeout(move || _ = ask.dispatch(()), AGAIN);
        }
    });
    Effect::new(move |_| match ask.value().get() {
        Some(Ok(jobs)) => {
            let is_over = !is_running(&jobs);
            shown.set(jobs);
            if is_over {
                over.run(());
            }
        }
        // The server is away for a moment: the next answer may come.
        Some(Err(_)) => shown.update(|_| ()),
        None => {}
    });
    view! {
        <Section id="section-jobs" title=t("Задания", "Jobs")>
            <ul class="jobs" aria-live="polite">
                {move || shown.get().into_iter().map(|job| row(job, &zone)).collect_view()}
            </ul>
        </Section>
    }
    .into_any()
}

fn is_running(jobs: &[JobView]) -> bool {
    jobs.iter().any(|job| job.state == JobState::Running)
}

fn row(job: JobView, zone: &Zone) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    let JobView { id: _, kind, thing: _, state, done, total, ru, en, started_at, finished_at: _, by } = job;
    let what = match kind.as_str() {
        "generate" => Text::new("Генерация", "Making codes"),
        "import" => Text::new("Загрузка из файла", "Importing a file"),
        "switch_off" => Text::new("Выключение", "Switching off"),
        _ => Text::new("Включение", "Switching on"),
    };
    let came = match state {
        JobState::Running => {
            let text = format!("{} / {}", words::grouped(done), words::grouped(total));
            view! {
                <progress value=done.to_string() max=total.max(1).to_string() aria-label=what.get(language)></progress>
                <span>{text}</span>
            }
            .into_any()
        }
        JobState::Canceled => view! { <span>{t("Отменено", "Canceled")}</span> }.into_any(),
        JobState::Done => view! { <span>{language.pick(ru, en)}</span> }.into_any(),
        JobState::Failed => {
            let text = language.pick(format!("Не закончено: {ru}"), format!("Not finished: {en}"));
            view! { <span class="field-error">{text}</span> }.into_any()
        }
    };
    view! {
        <li>
            <strong>{what.get(language)}</strong>
            " "
            {came}
            " "
            <span class="muted">{format!("{} · {by}", words::time(zone, started_at))}</span>
        </li>
    }
    .into_any()
}
