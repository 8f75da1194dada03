"""What people said of pairs of texts is carried through."""

from issues.reading.ties import Ties


def test_friends_of_friends_are_of_one_event():
    assert Ties([(1, 2, True), (2, 3, True)]).friends(1) == {2, 3}


def test_friends_of_a_foe_are_foes():
    assert Ties([(1, 2, False), (2, 3, True)]).foes(1) == {2, 3}


def test_foes_of_a_friend_are_foes():
    assert Ties([(1, 2, True), (2, 3, False)]).foes(1) == {3}


def test_foes_of_foes_are_strangers():
    assert Ties([(1, 2, False), (2, 3, False)]).foes(1) == {2}


def test_what_was_joined_wins_over_what_was_parted():
    assert Ties([(1, 2, False), (1, 3, True), (3, 2, True)]).foes(1) == frozenset()


def test_a_text_nobody_spoke_of_has_neither():
    ties = Ties([(1, 2, True)])
    assert not ties.friends(9) and not ties.foes(9)
