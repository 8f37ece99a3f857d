"""Tables that the literature prints, figure by figure. Where the printed figures were found: docs/methods.md."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from decision.engine import TableAnswer
from tests.engine.asking import Column, ask, columns, figures, ranks, totals


def is_printed(
    found: Sequence[float], printed: Sequence[float], decimals: int, *, units: float = 0.5
) -> bool:
    """Whether figures are the printed ones, to so many units of the last digit: half a unit is plain rounding."""
    return found == pytest.approx(printed, abs=units * 10**-decimals + 1e-12)


class TestTopsis:
    def test_the_fighter_aircraft_of_hwang_and_yoon(self) -> None:
        """Hwang & Yoon (1981), Multiple Attribute Decision Making, pp. 133-134: speed, range, payload, cost,
        reliability, maneuverability. Distances are cut after 4 digits, and closeness is computed from the cut ones
        (.0920 / (.0580 + .0920) = .613 for the third), so that both may be a unit off.
        """
        aircraft = [
            [2.0, 1500, 20_000, 5.5, 5, 9],
            [2.5, 2700, 18_000, 6.5, 3, 5],
            [1.8, 2000, 21_000, 4.5, 7, 7],
            [2.2, 1800, 20_000, 5.0, 5, 5],
        ]
        found = ask("topsis", aircraft, columns(0.2, 0.1, 0.1, 0.1, 0.2, 0.3, costs=[3]))
        assert is_printed(figures(found, "distance_to_ideal"), [0.0545, 0.1197, 0.0580, 0.1009], 4, units=1)
        assert is_printed(
            figures(found, "distance_to_anti_ideal"), [0.0983, 0.0439, 0.0920, 0.0458], 4, units=1
        )
        assert is_printed(totals(found), [0.643, 0.268, 0.613, 0.312], 3, units=1)
        assert (ranks(found), found.normalization, found.higher_is_better) == ([1, 4, 2, 3], "vector", True)

    @pytest.mark.parametrize(
        ("peaks", "to_ideal", "to_anti_ideal", "closeness"),
        [
            ([[1, 3000], [2, 3750], [5, 4500]], [0.114, 0.108, 0.365], [0.365, 0.280, 0.114],
             [0.762, 0.722, 0.238]),
            ([[6, 2.0], [7, 2.75], [10, 3.5]], [0.154, 0.085, 0.147], [0.147, 0.134, 0.154],
             [0.489, 0.612, 0.511]),
        ],
    )  # fmt: skip
    def test_the_mountain_climber_in_both_units_of_opricovic_and_tzeng(
        self,
        peaks: list[list[float]],
        to_ideal: list[float],
        to_anti_ideal: list[float],
        closeness: list[float],
    ) -> None:
        """Opricovic & Tzeng (2004), EJOR 156, 445-455, table 3: risk and altitude, and both measured from elsewhere,
        which changes the winner under vector normalization.
        """
        found = ask("topsis", peaks, columns(1, 1, costs=[0]))
        assert is_printed(figures(found, "distance_to_ideal"), to_ideal, 3)
        assert is_printed(figures(found, "distance_to_anti_ideal"), to_anti_ideal, 3)
        assert is_printed(totals(found), closeness, 3)

    def test_the_four_alternatives_of_tzeng_and_huang(self) -> None:
        """Tzeng & Huang (2011), Multiple Attribute Decision Making, CRC Press: durability, capability, reliability."""
        found = ask("topsis", [[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]], columns(0.3, 0.4, 0.3))
        assert is_printed(totals(found), [0.5037, 0.6581, 0.7482, 0.3340], 4)


RESERVOIRS = [
    [4184.3, 2914.0, 407.2, 251.0, 195, 244, 15, 2.41],
    [5211.9, 3630.0, 501.7, 308.3, 282, 346, 21, 1.41],
    [5021.3, 3920.5, 504.0, 278.6, 12, 56, 3, 4.42],
    [5566.1, 3957.9, 559.5, 335.3, 167, 268, 16, 3.36],
    [5060.5, 3293.5, 514.1, 284.2, 69, 90, 7, 4.04],
    [4317.9, 2925.9, 432.8, 239.3, 12, 55, 3, 4.36],
]
"""Profit, cost, energy, peak energy, homes, area, villages, environment of six hydropower systems on a river."""
FACILITIES = [[8, 7, 2, 1], [5, 3, 7, 5], [7, 5, 6, 4], [9, 9, 7, 3], [11, 10, 3, 7], [6, 9, 5, 4]]


class TestVikor:
    @pytest.mark.parametrize("peaks", [[[1, 3000], [2, 3750], [5, 4500]], [[6, 2.0], [7, 2.75], [10, 3.5]]])
    def test_the_mountain_climber_in_any_unit_of_opricovic_and_tzeng(self, peaks: list[list[float]]) -> None:
        """Opricovic & Tzeng (2004), EJOR 156, 445-455, table 3. The second is the compromise in both units."""
        found = ask("vikor", peaks, columns(1, 1, costs=[0]))
        assert figures(found, "s") == pytest.approx([0.5, 0.375, 0.5])
        assert figures(found, "r") == pytest.approx([0.5, 0.25, 0.5])
        assert totals(found) == pytest.approx([1, 0, 1])
        assert (found.compromise, found.higher_is_better) == (["a2"], False)
        assert _conditions(found) == (True, True)

    @pytest.mark.parametrize(
        ("weights", "s", "r", "q", "compromise"),
        [
            ([1] * 8, [0.692, 0.700, 0.290, 0.423, 0.280, 0.346], [0.125, 0.125, 0.121, 0.125, 0.067, 0.125],
             [0.991, 1, 0.473, 0.670, 0, 0.578], ["a5"]),
            ([2] * 4 + [1] * 4, [0.701, 0.600, 0.386, 0.365, 0.317, 0.459],
             [0.167, 0.114, 0.161, 0.167, 0.089, 0.167], [1, 0.533, 0.552, 0.563, 0, 0.686], ["a5"]),
            ([1] * 4 + [2] * 4, [0.683, 0.800, 0.193, 0.480, 0.243, 0.232],
             [0.113, 0.167, 0.080, 0.122, 0.044, 0.083], [0.684, 1, 0.147, 0.554, 0.041, 0.191],
             ["a5", "a3", "a6"]),
            ([1] * 4 + [3.2] * 4, [0.678, 0.857, 0.138, 0.513, 0.222, 0.167],
             [0.129, 0.190, 0.057, 0.139, 0.042, 0.060], [0.668, 1, 0.051, 0.588, 0.058, 0.078],
             ["a3", "a5", "a6"]),
        ],
    )  # fmt: skip
    def test_the_reservoirs_under_four_sets_of_weights_of_opricovic_and_tzeng(
        self, weights: list[float], s: list[float], r: list[float], q: list[float], compromise: list[str]
    ) -> None:
        """Opricovic & Tzeng (2007), EJOR 178, 514-529: hydropower on the Drina. Without an acceptable advantage
        all that are near to the first are proposed.
        """
        found = ask("vikor", RESERVOIRS, columns(*weights, costs=[1, 4, 5, 6]))
        assert is_printed(figures(found, "s"), s, 3)
        assert is_printed(figures(found, "r"), r, 3)
        assert is_printed(totals(found), q, 3)
        assert found.compromise == compromise
        assert _conditions(found) == (len(compromise) == 1, True)

    def test_the_facilities_of_papathanasiou_and_ploskas(self) -> None:
        """Papathanasiou & Ploskas (2018), Multiple Criteria Decision Aid, chapter 2, pp. 31-55: v = 0.625."""
        found = ask("vikor", FACILITIES, columns(0.4, 0.3, 0.1, 0.2), options={"v": 0.625})
        assert is_printed(totals(found), [0.640, 1, 0.693, 0.271, 0, 0.694], 3)


def _conditions(found: TableAnswer) -> tuple[bool, bool]:
    assert found.conditions is not None
    return found.conditions.acceptable_advantage, found.conditions.acceptable_stability


class TestPromethee:
    STATIONS = [
        [80, 90, 600, 5.4, 8, 5],
        [65, 58, 200, 9.7, 1, 1],
        [83, 60, 400, 7.2, 4, 7],
        [40, 80, 1000, 7.5, 7, 10],
        [52, 72, 600, 2.0, 3, 8],
        [94, 96, 700, 3.6, 5, 6],
    ]
    PREFERENCES = [
        {"type": "u_shape", "q": 10},
        {"type": "v_shape", "p": 30},
        {"type": "linear", "q": 50, "p": 500},
        {"type": "level", "q": 1, "p": 6},
        {"type": "usual"},
        {"type": "gaussian", "s": 5},
    ]
    INDICES = [
        [0, 0.296, 0.250, 0.268, 0.100, 0.185],
        [0.462, 0, 0.389, 0.333, 0.296, 0.500],
        [0.236, 0.180, 0, 0.333, 0.056, 0.429],
        [0.399, 0.505, 0.305, 0, 0.223, 0.212],
        [0.444, 0.515, 0.487, 0.380, 0, 0.448],
        [0.286, 0.399, 0.250, 0.432, 0.133, 0],
    ]

    def criteria(self) -> list[Column]:
        """Manpower, power, cost of building, of keeping, villages, security: a preference function of each type."""
        return [
            {**column, "preference": preference}
            for column, preference in zip(
                columns(*[1] * 6, costs=[0, 2, 3, 4]), self.PREFERENCES, strict=True
            )
        ]

    def test_the_preference_indices_of_brans_vincke_and_mareschal(self) -> None:
        """Brans, Vincke & Mareschal (1986), EJOR 24, 228-238: six hydroelectric stations. Of two alternatives the
        positive flow is the index. Seven of the thirty printed are a unit off, five cut (.4629… as .462) and two too
        high (.2350 as .236, .4315 as .432): computed by hand.
        """
        for i, row in enumerate(self.INDICES):
            for j, index in enumerate(row):
                if i != j:
                    found = ask("promethee_ii", [self.STATIONS[i], self.STATIONS[j]], self.criteria())
                    assert is_printed(figures(found, "positive_flow")[:1], [index], 3, units=1)

    def test_the_net_flows_of_brans_vincke_and_mareschal(self) -> None:
        """The printed net flows are sums of the printed indices, exactly; each of the ten may be a unit off. Ours are
        means, a fifth of them, and of figures not cut.
        """
        found = ask("promethee_ii", self.STATIONS, self.criteria())
        printed = [-0.728, 0.085, -0.447, -0.102, 1.466, -0.274]
        sums = [
            sum(row) - sum(column)
            for row, column in zip(self.INDICES, zip(*self.INDICES, strict=True), strict=True)
        ]
        assert sums == pytest.approx(printed)
        assert is_printed([5 * total for total in totals(found)], printed, 3, units=2)
        assert ranks(found) == [6, 2, 5, 3, 1, 4]

    def test_the_facilities_of_papathanasiou_and_ploskas(self) -> None:
        """Papathanasiou & Ploskas (2018), chapter 3, pp. 57-89: indifferent up to 1, preferred from 2."""
        options = {"preference": {"type": "linear", "q": 1, "p": 2}}
        found = ask("promethee_ii", FACILITIES, columns(0.4, 0.3, 0.1, 0.2), options=options)
        assert is_printed(totals(found), [-0.26, -0.52, -0.22, 0.36, 0.70, -0.06], 2)

    def test_the_wind_farms_of_ziemba_and_others(self) -> None:
        """Ziemba, Wątróbski, Zioło & Karczmarczyk (2017), Energies 10, 1755: four places at sea, twelve criteria."""
        farms = [
            [16347, 9, 73.8, 36.7, 1.5, 3730, 2, 1, 38.8, 4, 1_720_524, 40_012],
            [14219, 8.5, 55, 36, 2, 3240, 1, 1, 33.1, 2, 1_496_512, 34_803],
            [8160, 9, 64.8, 28.5, 2, 1860, 2, 2, 45.8, 4, 858_830, 19_973],
            [8160, 8.5, 62.5, 29.5, 1.5, 1860, 1, 3, 27.3, 3, 858_830, 19_973],
        ]
        weights = [20, 5, 5, 1.67, 1.67, 11.67, 11.67, 5, 5, 16.67, 8.33, 8.33]
        thresholds = [7280, 4, 13.4, 7.4, 3, 1662, 3, 3, 13.8, 3, 766_240, 17_820]
        criteria: list[Column] = [
            {**column, "preference": {"type": "v_shape", "p": p}}
            for column, p in zip(columns(*weights, costs=[0, 1, 2, 3, 4, 6, 7, 9]), thresholds, strict=True)
        ]
        assert is_printed(
            totals(ask("promethee_ii", farms, criteria)), [-0.0445, 0.1884, -0.0954, -0.0485], 4
        )


class TestCopras:
    def test_the_three_alternatives_of_podvezko(self) -> None:
        """Podvezko (2011), Engineering Economics 22, 134-146, tables 7 and 8, variant II; TOPSIS on the same.

        Variant I is left out: its printed Z repeat those of variant II against its own ranks, and its S- follow from
        220 where 215 is printed.
        """
        alternatives = [[42, 19, 13, 110], [71, 18, 11, 200], [53, 20, 12, 149]]
        criteria = columns(0.26, 0.23, 0.24, 0.27, costs=[2, 3])
        found = ask("copras", alternatives, criteria)
        assert is_printed(figures(found, "s_plus"), [0.142, 0.184, 0.164], 3)
        assert is_printed(figures(found, "s_minus"), [0.151, 0.191, 0.168], 3)
        assert is_printed(totals(found), [0.332, 0.334, 0.335], 3)
        assert ranks(found) == [3, 2, 1]
        assert is_printed(totals(ask("topsis", alternatives, criteria)), [0.526, 0.471, 0.494], 3)

    def test_the_mobile_phones_of_goswami_and_mitra(self) -> None:
        """Goswami & Mitra (2020), Int. J. of Data and Network Science 4, 27-42: utility is Q over the largest Q."""
        phones = [
            [80, 16, 2, 5], [110, 32, 2, 9], [130, 64, 4, 9], [185, 64, 4, 1], [135, 64, 3, 4],
            [140, 32, 3, 5], [185, 64, 6, 7], [110, 16, 3, 3], [120, 16, 4, 3], [340, 128, 6, 5],
        ]  # fmt: skip
        found = totals(ask("copras", phones, columns(0.60338, 0.13639, 0.19567, 0.06456, costs=[0])))
        printed = [1, 0.85262, 0.91930, 0.68523, 0.80515, 0.72587, 0.83436, 0.79758, 0.79097, 0.79533]
        assert is_printed([q / max(found) for q in found], printed, 5)

    def test_by_hand(self) -> None:
        """S+ = 1/2 x 3/4, 1/2 x 1/4; S- = 1/2 x 2/3, 1/2 x 1/3; Q = S+ + 1/2 / (S- (3 + 6))."""
        found = ask("copras", [[3, 2], [1, 1]], columns(1, 1, costs=[1]))
        assert totals(found) == pytest.approx([3 / 8 + 1 / 6, 1 / 8 + 1 / 3])
        assert figures(found, "s_minus") == pytest.approx([1 / 3, 1 / 6])


class TestMoora:
    def test_the_projects_of_brauers_and_zavadskas(self) -> None:
        """Brauers & Zavadskas (2010), Technological and Economic Development of Economy 16, 5-24, appendix C, table 2:
        sums of nine ratios, unweighted; ours are means. The second is printed as 2.723 for 2.72315.
        """
        projects = [
            [1, 14, 9, 200, 600, 20, 20, 3.5, 2.5],
            [1.6, 16, 7, 150, 800, 13.5, 25, 4, 1.5],
            [2, 17, 5, 80, 1200, 10, 30, 3.8, 1.25],
        ]
        found = ask("moora", projects, columns(*[1] * 9, costs=[2, 6]))
        assert is_printed([9 * total for total in totals(found)], [2.9348, 2.723, 2.698], 3)
        assert ranks(found) == [1, 2, 3]

    def test_the_candidates_of_karabasevic_and_others(self) -> None:
        """Karabasevic, Stanujkic, Urosevic & Maksimovic (2015), Acta Montanistica Slovaca 20, 116-124: the printed
        weights add up to .999, which ours are divided by.
        """
        weights = [0.215, 0.215, 0.159, 0.133, 0.102, 0.102, 0.073]
        candidates = [[4, 3, 3, 4, 3, 2, 4], [3, 3, 4, 3, 5, 4, 4], [5, 4, 4, 5, 5, 5, 4]]
        found = totals(ask("moora", candidates, columns(*weights)))
        assert is_printed([sum(weights) * total for total in found], [0.494, 0.527, 0.677], 3)

    def test_by_hand(self) -> None:
        """Columns (3, 4) and (5, 12) have the lengths 5 and 13."""
        found = ask("moora", [[3, 5], [4, 12]], columns(1, 1, costs=[1]))
        assert totals(found) == pytest.approx([3 / 10 - 5 / 26, 4 / 10 - 12 / 26])


class TestWeightedProductAndSum:
    MACHINES = [
        [581_818, 54.49, 3, 5500], [595_454, 49.73, 3, 4500], [586_060, 51.24, 3, 5000],
        [522_727, 45.71, 3, 5800], [561_818, 52.66, 3, 5200], [543_030, 74.46, 4, 5600],
        [522_727, 75.42, 4, 5800], [486_970, 62.62, 4, 5600], [509_394, 65.87, 4, 6400],
        [513_333, 70.67, 4, 6000],
    ]  # fmt: skip

    @pytest.mark.parametrize(
        ("method", "printed"),
        [
            ("weighted_product",
             [0.8578, 0.8144, 0.8408, 0.9413, 0.8632, 0.8241, 0.8454, 0.8915, 0.8987, 0.8697]),
            ("weighted_sum",
             [0.8590, 0.8194, 0.8430, 0.9420, 0.8645, 0.8315, 0.8552, 0.8983, 0.9067, 0.8784]),
        ],
    )  # fmt: skip
    def test_the_ends_of_waspas_of_chakraborty_and_others(self, method: str, printed: list[float]) -> None:
        """Chakraborty, Zavadskas & Antucheviciene (2015), Economic Computation and Economic Cybernetics 49(1), 5-22,
        example 2: lambda = 0 is the weighted product, 1 the weighted sum, both of x / max, costs min / x. The ratios
        are printed with 4 digits and taken so, hence a unit (.81945 as .8194).
        """
        criteria = columns(0.467, 0.160, 0.095, 0.278, costs=[0, 1, 2])
        found = ask(method, self.MACHINES, criteria, normalization="max")
        assert is_printed(totals(found), printed, 4, units=1)
        assert ranks(found) == [6, 10, 8, 1, 5, 9, 7, 3, 2, 4]

    def test_the_weighted_product_by_hand(self) -> None:
        found = ask("weighted_product", [[4, 9], [9, 4]], columns(1, 3))
        assert totals(found) == pytest.approx([4**0.25 * 9**0.75, 9**0.25 * 4**0.75])
