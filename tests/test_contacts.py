from builders import make_analysis, make_document
from voc.contacts import contacts


def test_a_contact_for_each_dated_document():
    mail, undated = make_document(), make_document("いつか。", time=None)
    found = contacts([mail, undated], [make_analysis(mail, score=-0.5), make_analysis(undated)])
    assert [(contact.document, contact.side, contact.tone) for contact in found] == [
        (mail.id, "customer", -0.5)
    ]


def test_an_automatic_reply_is_no_contact():
    away = make_document("8月末まで休みをいただいております。", fields={"automatic": True})
    assert contacts([away], [make_analysis(away)]) == []
