//! A file of codes: looked through, or imported where nothing is wrong.

use contract::views::{CodeProblem, CodesChecked};
use engine::problem::Problem;
use leptos::prelude::*;

use crate::{
    components::{DataTable, Notice, Tone},
    editor::Section,
    local_path::escape,
    preferences::{use_language, use_texts},
};

use super::words;

pub fn view(pool: &str, checked: Option<CodesChecked>, problems: Vec<Problem>) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    let problems = problems.into_iter().map(|problem| {
        view! { <p class="field-error" role="alert">{problem.message(language).to_owned()}</p> }
    });
    let (problems, address): (Vec<_>, _) = (problems.collect(), format!("/code-files/{}", escape(pool)));
    view! {
        <Section id="section-upload" title=t("Загрузить из файла", "Import a file")>
            <form method="POST" action=address enctype="multipart/form-data">
                <div class="field">
                    <label for="file">{t("Файл CSV или XLSX", "CSV or XLSX file")}</label>
                    <input type="file" id="file" name="file" accept=".csv,.txt,.xlsx" required />
                    <p class="field-hint">
                        {t(
                            "Столбец «code» или первый столбец; до 1 000 000 строк и 64 МБ. Если хоть в одной строке ошибка, не загрузится ничего.",
                            "The column “code”, else the first; up to 1,000,000 rows and 64 MB. With an error in any line nothing is imported.",
                        )}
                    </p>
                </div>
                {problems}
                <div class="button-row">
                    <button type="submit" name="act" value="check">
                        {t("Проверить", "Check")}
                    </button>
                    <button type="submit" name="act" value="import" class="button-primary">
                        {t("Загрузить", "Import")}
                    </button>
                </div>
            </form>
            {checked.map(result)}
        </Section>
    }
    .into_any()
}

fn result(checked: CodesChecked) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    let CodesChecked { new, known, problems, wrong } = checked;
    let (new, known) = (words::grouped(new), words::grouped(known));
    let counts = language
        .pick(format!("Новых кодов: {new}. Уже в пуле: {known}."), format!("New codes: {new}. In the pool already: {known}."));
    if wrong == 0 {
        let text = t("Ошибок нет. Ничего ещё не загружено.", "Nothing is wrong. Nothing is imported yet.");
        return view! {
            <Notice tone=Tone::Good>
                <p>{counts} " " {text}</p>
            </Notice>
        }
        .into_any();
    }
    let shown = problems.len() as u64;
    let wrong_text = language.pick(
        format!("Строк с ошибками: {}. Ничего не загружено.", words::grouped(wrong)),
        format!("Lines with errors: {}. Nothing was imported.", words::grouped(wrong)),
    );
    let more = (wrong > shown).then(|| {
        let text = language.pick(format!("Показаны первые {shown}."), format!("The first {shown} are shown."));
        view! { <p class="muted">{text}</p> }
    });
    let rows: Vec<_> = problems
        .into_iter()
        .map(|CodeProblem { line, ru, en }| {
            view! {
                <tr>
                    <td class="cell-number">{line}</td>
                    <td>{language.pick(ru, en)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <Notice tone=Tone::Bad>
            <p>{wrong_text}</p>
            <p>{counts}</p>
        </Notice>
        <DataTable label=t("Ошибки по строкам", "Errors by line") columns=vec![t("Строка", "Line"), t("Что не так", "What is wrong")]>
            {rows}
        </DataTable>
        {more}
    }
    .into_any()
}
