/** Options of ffmpeg 5.1 that stand alone. */
export const FLAGS = words(`
  y n stats nostats hide_banner stdin nostdin vn an sn dn re shortest copyts start_at_zero ignore_unknown
  copy_unknown recast_media benchmark benchmark_all dump hex accurate_seek noaccurate_seek bitexact copyinkf
  autorotate noautorotate autoscale noautoscale psnr vstats qphist report xerror debug_ts fix_sub_duration
  find_stream_info auto_conversion_filters copypriorss version encoders decoders formats codecs`);

/** Options of ffmpeg 5.1, its muxers and encoders that take a value, as far as remuxing uses them. */
export const VALUED = words(`
  i f c codec vcodec acodec scodec dcodec v loglevel progress stats_period map map_metadata map_chapters map_channel
  t to ss sseof seek_timestamp fs timestamp metadata program target frames vframes aframes dframes filter vf af
  filter_complex lavfi filter_script filter_complex_script filter_threads filter_complex_threads reinit_filter
  discard disposition itsoffset itsscale isync readrate stream_loop thread_queue_size muxdelay muxpreload
  max_muxing_queue_size muxing_queue_data_threshold time_base enc_time_base bsf vbsf absf tag vtag atag stag
  q qscale aq profile pre vpre apre fpre r fpsmax s aspect pass passlogfile pix_fmt ab b top fps_mode vsync async
  adrift_threshold frame_drop_threshold dts_delta_threshold dts_error_threshold copytb timelimit max_alloc
  max_error_rate abort_on streamid force_key_frames hwaccel hwaccel_device hwaccel_output_format init_hw_device
  filter_hw_device vaapi_device qsv_device timecode canvas_size attach ar ac sample_fmt channel_layout ch_layout
  guess_layout_max vol apad cpuflags cpucount sdp_file vstats_file bits_per_raw_sample
  avioflags probesize formatprobesize packetsize fflags seek2any analyzeduration rtbufsize max_delay fpsprobesize
  audio_preload err_detect f_err_detect use_wallclock_as_timestamps skip_initial_bytes correct_ts_overflow
  flush_packets metadata_header_padding output_ts_offset max_interleave_delta strict f_strict max_ts_probe
  avoid_negative_ts codec_whitelist format_whitelist protocol_whitelist protocol_blacklist max_streams
  skip_estimate_duration_from_pts max_probe_packets
  movflags moov_size frag_duration min_frag_duration frag_size video_track_timescale brand use_editlist
  write_btrt write_tmcd write_prft empty_hdlr_name movie_timescale
  resync_size fix_teletext_pts ts_packetsize scan_all_pmts skip_unknown_pmt merge_pmt_versions max_packet_size
  safe auto_convert segment_time_metadata timeout rw_timeout user_agent headers reconnect reconnect_streamed
  reconnect_at_eof reconnect_delay_max reconnect_on_network_error reconnect_on_http_error follow seekable
  preset tune fastfirstpass level wpredp a53cc x264opts x264-params x265-params crf crf_max qp aq-mode aq-strength
  psy-rd rc-lookahead weightb weightp ssim intra-refresh bluray-compat b-pyramid mixed-refs 8x8dct aud mbtree
  deblock partitions direct-pred nal-hrd forced-idr coder b_strategy sc_threshold aac_coder cutoff bt flags flags2
  g qmin qmax qdiff bf maxrate minrate bufsize threads lowres skip_loop_filter skip_idct skip_frame keyint_min refs
  trellis compression_level request_channel_layout color_primaries color_trc colorspace color_range slices
  thread_type field_order max_pixels ec discard_damaged_percentage rc_init_occupancy global_quality me_range subq`);

/** Encoders that the fake has; naming another fails as it does in ffmpeg. */
export const ENCODERS = words(
  'copy libx264 libx265 mpeg2video mpeg4 aac ac3 eac3 mp2 libmp3lame libopus flac',
);

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
