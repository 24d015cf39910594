WORDS = {
    "ordinary": "",
    "hostile": "{name}<b>&\"'</b></i>%s\\",
    "markup alone": "<a href='tg://user?id=1'>",
    "very long": "Wonderful " * 400,
    "one long word": "W" * 4000,
    "emoji": "💇‍♀️👨‍👩‍👧‍👦" * 100,
    "right to left": "قص شعر " * 30,
    "turned around": "\u202eabc\u2066",
    "invisible": " \u200b\n\t ",
    "lines": "first\nsecond\r\nthird",
}
