(function () {
  'use strict';
  var data = JSON.parse(document.getElementById('data').textContent);
  // Colours are the page's own, by name: a change of the colour scheme needs no second drawing.
  var ink = 'var(--ink)', soft = 'var(--soft)', line = 'var(--line)';
  var colours = ['var(--c1)', 'var(--c2)', 'var(--c3)', 'var(--c4)'];
  var text = { color: soft, fontFamily: 'system-ui, sans-serif', fontSize: 12 };
  var charts = [];

  function figure(value) {
    return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(+value.toPrecision(3));
  }

  function valueAxis(name) {
    return {
      type: 'value', name: name, nameLocation: 'middle', nameGap: 28, min: 0, nameTextStyle: text, splitNumber: 4,
      axisLabel: Object.assign({}, text, { formatter: figure, hideOverlap: true }), splitLine: { lineStyle: { color: line } }
    };
  }

  function categoryAxis(labels) {
    return {
      type: 'category', data: labels, inverse: true, axisTick: { show: false }, axisLine: { lineStyle: { color: line } },
      axisLabel: Object.assign({}, text, { color: ink, fontSize: 13, lineHeight: 16, width: innerWidth < 700 ? 110 : 210, overflow: 'break' })
    };
  }

  function base(height, options) {
    return Object.assign({
      animation: false, textStyle: text,
      grid: { left: 12, right: 28, top: options.legend ? 36 : 12, bottom: 44, containLabel: true },
      tooltip: { trigger: 'item', confine: true, backgroundColor: 'var(--panel)', borderColor: line, textStyle: { color: ink } }
    }, options);
  }

  function draw(id, height, options) {
    var element = document.getElementById(id);
    if (!element) { return; }
    element.style.height = height + 'px';
    var chart = echarts.init(element, null, { renderer: 'svg' });
    chart.setOption(base(height, options));
    charts.push(chart);
  }

  function median(values) {
    var sorted = values.slice().sort(function (a, b) { return a - b; }), half = sorted.length >> 1;
    return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /* One dot a case; dots of the same strategy are spread across the row so that equal ones stay visible. */
  function dots(id, rows, key, axis, lines) {
    if (!rows.length) { return; }
    var points = [], medians = [];
    rows.forEach(function (row) {
      row[key].dots.forEach(function (dot, i) {
        points.push({ name: row.strategy + ', ' + dot.label, value: [dot.seconds, row.strategy], symbolOffset: [0, (i * 7 % 5 - 2) * 5] });
      });
      medians.push({ name: row.strategy + ', median', value: [median(row[key].dots.map(function (d) { return d.seconds; })), row.strategy] });
    });
    var show = { formatter: function (p) { return p.name + ': ' + figure(p.value[0]) + ' s'; } };
    draw(id, 74 + rows.length * 56, {
      xAxis: valueAxis(axis), yAxis: categoryAxis(rows.map(function (row) { return row.strategy; })),
      grid: { left: 12, right: 28, top: lines ? 34 : 12, bottom: 44, containLabel: true },
      series: [
        { type: 'scatter', data: points, symbolSize: 9, tooltip: show, emphasis: { disabled: true },
          itemStyle: { color: 'transparent', borderColor: 'var(--c2)', borderWidth: 1.6 }, markLine: lines },
        { type: 'scatter', data: medians, symbol: 'rect', symbolSize: [3, 34], tooltip: show, emphasis: { disabled: true },
          itemStyle: { color: ink } }
      ]
    });
  }

  function bootLines(recovery, bound) {
    if (!recovery.bootSeconds) { return undefined; }
    function at(x, name, type) {
      return { xAxis: x, name: name, lineStyle: { color: type === 'solid' ? soft : 'var(--cut)', type: type, width: 1.5 } };
    }
    return {
      symbol: 'none', silent: true,
      label: Object.assign({}, text, { formatter: '{b}', position: 'start' }),
      data: [at(recovery.bootSeconds, 'boot', 'solid'), at(bound * recovery.bootSeconds, bound + ' × boot', 'dashed')]
    };
  }

  var gaps = { barGap: '18%', barCategoryGap: '36%' };

  function errorBars(bars, index, count) {
    return {
      type: 'custom', silent: true, z: 4, tooltip: { show: false }, encode: { x: [1, 2], y: 0 },
      data: bars.map(function (bar, i) { return bar ? [i, bar.low, bar.high] : [i, 0, 0]; }),
      renderItem: function (params, api) {
        var low = api.coord([api.value(1), api.value(0)]), high = api.coord([api.value(2), api.value(0)]);
        if (low[0] === high[0]) { return null; }
        var y = low[1] + api.barLayout(Object.assign({ count: count }, gaps))[index].offsetCenter;
        function stroke(x1, y1, x2, y2) {
          return { type: 'line', shape: { x1: x1, y1: y1, x2: x2, y2: y2 }, style: { stroke: ink, lineWidth: 1.3 } };
        }
        return { type: 'group', children: [
          stroke(low[0], y, high[0], y), stroke(low[0], y - 4, low[0], y + 4), stroke(high[0], y - 4, high[0], y + 4)] };
      }
    };
  }

  function bars(panel) {
    var chart = panel.chart, series = [];
    chart.series.forEach(function (s, index) {
      var colour = colours[(index + (chart.series.length === 1 ? 1 : 0)) % colours.length];
      series.push(Object.assign({
        type: 'bar', name: s.name, itemStyle: { color: colour, borderRadius: [0, 2, 2, 0] }, emphasis: { disabled: true }, barMaxWidth: 18,
        data: s.bars.map(function (bar) { return bar ? bar.value : null; }),
        tooltip: { formatter: function (p) {
          var bar = s.bars[p.dataIndex];
          return p.name + ', ' + s.name + ': ' + figure(bar.value) + ' ± ' + figure(bar.high - bar.value) + ' ' + chart.unit;
        } }
      }, gaps));
    });
    var count = chart.series.length;
    chart.series.forEach(function (s, index) { series.push(errorBars(s.bars, index, count)); });
    draw('bench-' + panel.id, 92 + chart.labels.length * (22 + 18 * count), {
      legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: text, data: chart.series.map(function (s) { return s.name; }), selectedMode: false },
      xAxis: valueAxis(chart.unit), yAxis: categoryAxis(chart.labels), series: series
    });
  }

  dots('chart-recovery', data.recovery.rows, 'recovery', 'seconds from ready to settled');
  dots('chart-in-doubt', data.recovery.rows, 'inDoubt', 'seconds in doubt');
  dots('chart-cases', data.recovery.rows, 'total', 'seconds a case took', bootLines(data.recovery, data.bound));
  data.panels.forEach(bars);
  window.addEventListener('resize', function () { charts.forEach(function (chart) { chart.resize(); }); });

  /* A link to a case opens its fold. */
  function open() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === 'DETAILS') {
      target.open = true;
      target.scrollIntoView();
    }
  }
  window.addEventListener('hashchange', open);
  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) { open(); }
  });
  open();
  document.documentElement.setAttribute('data-charts', String(charts.length));
}());
