"""Tables that the methods' own literature prints."""

from __future__ import annotations

import pytest

from tests.engine.asking import ask, columns, figures, ranks, totals


class TestTopsis:
    def test_the_fighter_aircraft_of_hwang_and_yoon(self) -> None:
        """Hwang & Yoon 1981, Multiple Attribute Decision Making, section on TOPSIS: speed, range, payload, cost,
        reliability, maneuverability of four aircraft; C* printed as .643, .268, .613, .312.
        """
        aircraft = [
            [2.0, 1500, 20_000, 5.5, 5, 9],
            [2.5, 2700, 18_000, 6.5, 3, 5],
            [1.8, 2000, 21_000, 4.5, 7, 7],
            [2.2, 1800, 20_000, 5.0, 5, 5],
        ]
        found = ask("topsis", aircraft, columns(0.2, 0.1, 0.1, 0.1, 0.2, 0.3, costs=[3]))
        assert totals(found) == pytest.approx([0.643, 0.268, 0.613, 0.312], abs=0.001)
        assert (ranks(found), found.normalization, found.higher_is_better) == ([1, 4, 2, 3], "vector", True)
        nearer, farther = figures(found, "distance_to_ideal"), figures(found, "distance_to_anti_ideal")
        assert [b / (a + b) for a, b in zip(nearer, farther, strict=True)] == pytest.approx(totals(found))


class TestVikor:
    def test_the_mountain_climber_of_opricovic_and_tzeng(self) -> None:
        """Opricovic & Tzeng 2004, EJOR 156, the illustrative example: risk (a cost) and altitude of three peaks, equal
        weights. The second is the compromise that VIKOR proposes.
        """
        found = ask("vikor", [[1, 3000], [2, 3750], [5, 4500]], columns(1, 1, costs=[0]))
        assert figures(found, "s") == [0.5, 0.375, 0.5]
        assert figures(found, "r") == [0.5, 0.25, 0.5]
        assert totals(found) == [1, 0, 1]
        assert (found.compromise, found.higher_is_better) == (["a2"], False)
        assert found.conditions is not None
        assert (found.conditions.acceptable_advantage, found.conditions.acceptable_stability) == (True, True)


class TestPromethee:
    def test_the_power_stations_of_brans_vincke_and_mareschal(self) -> None:
        """Brans, Vincke & Mareschal 1986, EJOR 24, 228-238: six hydroelectric stations, six criteria of equal weight, a
        preference function of each type. The flows are the means of the printed table of preference indices, whose
        rows are repeated here.
        """
        indices = [
            [0, 0.296, 0.250, 0.268, 0.100, 0.185],
            [0.462, 0, 0.389, 0.333, 0.296, 0.500],
            [0.236, 0.180, 0, 0.333, 0.056, 0.429],
            [0.399, 0.505, 0.305, 0, 0.223, 0.212],
            [0.444, 0.515, 0.487, 0.380, 0, 0.448],
            [0.286, 0.399, 0.250, 0.431, 0.133, 0],
        ]
        stations = [
            [80, 90, 600, 5.4, 8, 5],
            [65, 58, 200, 9.7, 1, 1],
            [83, 60, 400, 7.2, 4, 7],
            [40, 80, 1000, 7.5, 7, 10],
            [52, 72, 600, 2.0, 3, 8],
            [94, 96, 700, 3.6, 5, 6],
        ]
        preferences = [
            {"type": "u_shape", "q": 10},
            {"type": "v_shape", "p": 30},
            {"type": "linear", "q": 50, "p": 500},
            {"type": "level", "q": 1, "p": 6},
            {"type": "usual"},
            {"type": "gaussian", "s": 5},
        ]
        criteria = [
            {**column, "preference": preference}
            for column, preference in zip(columns(*[1] * 6, costs=[0, 2, 3, 4]), preferences, strict=True)
        ]
        found = ask("promethee_ii", stations, criteria)
        leaving = [sum(row) / 5 for row in indices]
        entering = [sum(column) / 5 for column in zip(*indices, strict=True)]
        assert figures(found, "positive_flow") == pytest.approx(leaving, abs=0.001)
        assert figures(found, "negative_flow") == pytest.approx(entering, abs=0.001)
        assert totals(found) == pytest.approx(
            [a - b for a, b in zip(leaving, entering, strict=True)], abs=0.001
        )
        assert ranks(found) == [6, 2, 5, 3, 1, 4]


class TestCoprasAndMoora:
    def test_the_cryogenic_tank_has_the_same_best_steel_as_in_print(self) -> None:
        """Chatterjee, Athawale & Chakraborty 2011, Materials & Design 32, 851-860: seven materials for a tank, after
        Manshadi et al. 2007. COPRAS chooses SS 301-FH, the third.
        """
        materials = [
            [75.5, 420, 74.2, 2.8, 21.4, 0.37, 0.16],
            [95, 91, 70, 2.68, 22.1, 0.33, 0.16],
            [770, 1365, 189, 7.9, 16.9, 0.04, 0.08],
            [187, 1120, 210, 7.9, 14.4, 0.03, 0.08],
            [179, 875, 112, 4.43, 9.4, 0.016, 0.09],
            [239, 1190, 217, 8.51, 11.5, 0.31, 0.07],
            [237, 200, 112, 8.53, 19.9, 0.29, 0.06],
        ]
        found = ask(
            "copras", materials, columns(0.28, 0.14, 0.05, 0.24, 0.19, 0.05, 0.05, costs=[3, 4, 5, 6])
        )
        assert found.ranking[0].alternative == "a3"

    def test_copras_by_hand(self) -> None:
        """S+ = 1/2 x 3/4, 1/2 x 1/4; S- = 1/2 x 2/3, 1/2 x 1/3; Q = S+ + 1/2 / (S- (3 + 6))."""
        found = ask("copras", [[3, 2], [1, 1]], columns(1, 1, costs=[1]))
        assert totals(found) == pytest.approx([3 / 8 + 1 / 6, 1 / 8 + 1 / 3])
        assert figures(found, "s_minus") == pytest.approx([1 / 3, 1 / 6])

    def test_moora_by_hand(self) -> None:
        """Columns (3, 4) and (5, 12) have the lengths 5 and 13."""
        found = ask("moora", [[3, 5], [4, 12]], columns(1, 1, costs=[1]))
        assert totals(found) == pytest.approx([3 / 10 - 5 / 26, 4 / 10 - 12 / 26])

    def test_the_weighted_product_by_hand(self) -> None:
        found = ask("weighted_product", [[4, 9], [9, 4]], columns(1, 3))
        assert totals(found) == pytest.approx([4**0.25 * 9**0.75, 9**0.25 * 4**0.75])
