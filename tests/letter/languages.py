"""Short issues in other languages and scripts, to look at and to hold the letter against. All of it is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from digest.letter.compose import introduction
from digest.letter.sample import NEWSLETTER, sample_issue
from digest.letter.words import words_of
from digest.types import Issue, Item, Report, Section, Sentence, Summary

#: headline; medium; outlets, the lead first; sentences
_Row = tuple[str, str, tuple[str, ...], tuple[str, ...]]

#: title; tagline; why the lead matters; the lead, two stories, two in brief
_WEEKS: dict[str, tuple[str, str, str, tuple[_Row, ...]]] = {
    "de": (
        "Der Rahmen",
        "Was künstliche Intelligenz mit Musik, Film, Büchern und Nachrichten macht",
        "Was ein Haus unterschreibt, wird beim nächsten zur Forderung.",
        (
            (
                "Orchester erstreitet das Recht, Aufnahmen nicht zum Training herzugeben",
                "music",
                ("Klangblatt", "Morgenbote", "Bühnenschau"),
                (
                    "Die Mitglieder der Haldener Philharmoniker stimmten am Dienstag für einen Vertrag, nach dem jede "
                    "Musikerin eine Aufnahme aus Trainingsdaten heraushalten kann.",
                    "Für jede genutzte Stunde zahlt das Haus eine Gebühr.",
                ),
            ),
            (
                "Urheberrechtswahrnehmungsgesellschaften veröffentlichen gemeinsames Vergütungsmodell",
                "music",
                ("Paragraf & Ton",),
                ("Das Modell gilt für 2.400 Verlage und sieht eine Abgabe je abgerufenem Titel vor.",),
            ),
            (
                "Kleines Studio synchronisiert einen Film in elf Sprachen",
                "film",
                ("Lichtspielzeitung", "Morgenbote"),
                ("Lantern Pictures lizenzierte jede Stimme für einen Film und zwei Jahre.",),
            ),
            ("Hörspiel kehrt mit erzeugten Massenszenen zurück", "audio", ("Langwelle",), ("Die Hauptrollen sprechen Menschen.",)),
            ("Filmarchiv gibt seine Wochenschauen nicht her", "film", ("Kinoheft",), ()),
        ),
    ),
    "es": (
        "El Marco",
        "Lo que la inteligencia artificial hace con la música, el cine, los libros y la prensa",
        "La cláusula que firma una casa suele ser la que se pide a la siguiente.",
        (
            (
                "Una orquesta gana el derecho a negar sus grabaciones para entrenar modelos",
                "music",
                ("Cuaderno de Conciertos", "El Correo del Puerto"),
                (
                    "Los músicos de la Filarmónica de Halden votaron el martes un contrato que deja a cada uno retirar "
                    "una grabación de los datos de entrenamiento.",
                    "La orquesta pagará una tarifa por cada hora utilizada.",
                ),
            ),
            (
                "Un estudio pequeño dobla su película a once idiomas con las voces de sus actores",
                "film",
                ("Carrete", "Butaca"),
                ("Lantern Pictures licenció cada voz para una película y dos años.",),
            ),
            (
                "El gremio de novelistas publica un registro de libros escritos sin modelo",
                "publishing",
                ("Tinta y Papel",),
                ("Se inscribieron 1.900 títulos en la primera semana.",),
            ),
            ("Vuelve el radioteatro con multitudes generadas", "audio", ("Onda Larga",), ("Los papeles principales son de actores.",)),
            ("Un archivo de cine no cede sus noticiarios", "film", ("Butaca",), ()),
        ),
    ),
    "ar": (
        "الإطار",
        "ما يفعله الذكاء الاصطناعي بالموسيقى والسينما والكتب والصحافة",
        "البند الذي توقّعه فرقة واحدة يصبح مطلب الفرقة التالية.",
        (
            (
                "عازفو الأوركسترا ينتزعون حق رفض استخدام تسجيلاتهم في التدريب",
                "music",
                ("دفتر الحفلات", "بريد الميناء", "Soundings"),
                (
                    "صوّت أعضاء أوركسترا هالدن يوم الثلاثاء لصالح عقد يتيح لكل عازف أن يُبقي تسجيله خارج بيانات تدريب أي مولّد للموسيقى.",
                    "وستدفع الأوركسترا أجرًا عن كل ساعة تُستخدم، ولا يُحاسَب عازف على رفضه.",
                ),
            ),
            (
                "استوديو صغير يدبلج فيلمه إلى إحدى عشرة لغة بأصوات ممثليه",
                "film",
                ("شريط", "دفتر السينما"),
                ("رخّصت شركة Lantern Pictures صوت كل ممثل لفيلم واحد ولمدة سنتين.",),
            ),
            (
                "رابطة الروائيين تنشر سجلًا للكتب المكتوبة من دون نموذج",
                "publishing",
                ("حبر وورق",),
                ("سُجّل 1,900 عنوان في الأسبوع الأول.",),
            ),
            ("الدراما الإذاعية تعود بحشود مولّدة وأبطال من البشر", "audio", ("موجة طويلة",), ("الأدوار الرئيسية يؤديها ممثلون.",)),
            ("أرشيف أفلام يرفض ترخيص جرائده المصوّرة", "film", ("دفتر السينما",), ()),
        ),
    ),
    "ja": (
        "フレーム",
        "人工知能が音楽、映画、本、ニュースにもたらすもの",
        "一つの楽団が結んだ条項は、次の楽団でも求められるようになる。",
        (
            (
                "オーケストラの組合、録音を学習に使わせない権利を獲得",
                "music",
                ("演奏会帳", "港新聞", "Soundings"),
                (
                    "ハルデン・フィルハーモニーの団員は火曜日、各奏者が自分の録音を音楽生成モデルの学習データから外せる契約を投票で承認した。",
                    "使われた時間ごとに料金が支払われ、拒否を理由に不利な扱いを受けることはない。",
                ),
            ),
            (
                "小さなスタジオ、俳優本人の声で映画を十一の言語に吹き替え",
                "film",
                ("映写室", "シネマ手帖"),
                ("Lantern Picturesは各俳優の声を一本の映画と二年間に限って使う契約を結んだ。",),
            ),
            (
                "小説家組合、モデルを使わずに書かれた本の名簿を公開",
                "publishing",
                ("紙とインク",),
                ("最初の一週間で1,900冊が登録された。",),
            ),
            ("ラジオドラマ、群衆の声だけを生成して復活", "audio", ("長波",), ("主役は人間の俳優が演じる。",)),
            ("映画アーカイブ、ニュース映画の提供を断る", "film", ("シネマ手帖",), ()),
        ),
    ),
}  # fmt: skip


def issue_in(language: str) -> Issue:
    """A lead, two stories and two in brief in that language."""
    title, tagline, why, rows = _WEEKS[language]
    words = words_of(language)
    lead, first, second, *brief = (_item(n, row) for n, row in enumerate(rows))
    lead = replace(lead, why_it_matters=why)
    sample = sample_issue()
    return replace(
        sample,
        newsletter=replace(NEWSLETTER, title=title, tagline=tagline, language=language),
        intro=introduction((lead, first, second, *brief), considered=1240, sources=31, words=words),
        sections=(
            Section(kind="lead", title="", items=(lead,)),
            Section(kind="stories", title=words.more, items=(first, second)),
            Section(kind="brief", title=words.brief, items=tuple(brief)),
        ),
    )


def _item(number: int, row: _Row) -> Item:
    headline, medium, outlets, sentences = row
    reports = tuple(
        Report(
            entry_id=f"{number}-{n}",
            source=outlet,
            title=headline,
            url=f"https://outlet{n}.example/2026/{number}",
            published=sample_issue().items[0].lead.published - timedelta(days=number),
        )
        for n, outlet in enumerate(outlets)
    )
    told = tuple(Sentence(text=s, entry_id=f"{number}-0", start=0, end=len(s)) for s in sentences)
    summary = Summary(sentences=told, by="extractive" if told else "headline")
    return Item(story_id=str(number), headline=headline, reports=reports, summary=summary, medium=medium)
