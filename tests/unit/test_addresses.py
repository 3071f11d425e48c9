import pytest

from lsp_core.errors import DeliveryError
from lsp_core.messages.addresses import address, folder_url, routes
from tests.factories import a_person

RELAY = "mailto://smtp.example.org:25?from=team@example.org"


def test_everybody_is_reached_by_mail_and_by_their_target_for_the_tag():
    ann = a_person("ann", targets={"off-track": "json://a.example.org", "packs": "json://b.example.org"})

    assert routes(ann, "off-track") == ("mail", "off-track")
    assert routes(ann, "requests") == ("mail",)


def test_a_target_for_all_hears_every_message_once():
    ann = a_person("ann", targets={"all": "json://a.example.org", "packs": "json://b.example.org"})

    assert routes(ann, "reminders") == ("mail", "all")
    assert routes(ann, "packs") == ("mail", "packs", "all")


@pytest.mark.parametrize(
    ("email", "quoted"),
    [
        ("sam@example.org", "to=sam%40example.org"),
        ("sam+returns@example.org", "to=sam%2Breturns%40example.org"),
        ("a&to=b@example.org", "to=a%26to%3Db%40example.org"),
    ],
)
def test_the_persons_address_is_one_value_whatever_stands_in_it(email, quoted):
    found = address(a_person("sam", email=email), "mail", RELAY, {})

    assert found.url == f"{RELAY}&{quoted}"
    assert found.shown == email


def test_a_mail_url_without_settings_takes_the_recipient_as_its_first():
    assert address(a_person("sam"), "mail", "eml://outbox", {}).url == "eml://outbox?to=sam%40example.org"


def test_secrets_are_filled_in_quoted_and_remembered_for_striking_out():
    found = address(a_person("sam"), "mail", "mailtos://me:{secret:SMTP}@example.org", {"SMTP": "p@ss/word"})

    assert "me:p%40ss%2Fword@" in found.url
    assert {"p@ss/word", "p%40ss%2Fword"} <= set(found.secrets)
    assert "p@ss" not in repr(found)
    assert "p%40ss" not in repr(found)


def test_a_password_written_into_the_address_is_struck_out_as_well():
    assert "hunter2" in address(a_person("sam"), "mail", "mailtos://me:hunter2@example.org", {}).secrets


@pytest.mark.parametrize("secrets", [{}, {"TEAMS": ""}])
def test_a_secret_that_is_not_set_is_asked_for_by_the_name_of_its_setting(secrets):
    ann = a_person("ann", targets={"off-track": "msteams://{secret:TEAMS}/b/c"})

    with pytest.raises(DeliveryError) as caught:
        address(ann, "off-track", RELAY, secrets)

    assert "LSP_SECRET_TEAMS" in caught.value.remedy
    assert "the off-track target of Ann Person" in caught.value.reason


def test_a_target_taken_out_of_the_plan_meanwhile_says_so():
    with pytest.raises(DeliveryError, match="off-track target of Ann Person is no longer in the plan"):
        address(a_person("ann"), "off-track", RELAY, {})


def test_a_folders_address_is_absolute_and_keeps_spaces(tmp_path):
    assert folder_url(tmp_path / "my outbox") == f"eml://{tmp_path.as_posix()}/my%20outbox"
